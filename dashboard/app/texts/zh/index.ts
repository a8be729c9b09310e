import { common } from "./common";
import { resumes } from "./resumes";
import { signing } from "./signing";

/** All texts in Chinese, by what they are about. ICU's form of messages. */
export const zh = { ...common, ...signing, ...resumes };

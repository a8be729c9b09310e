import { candidates } from "./candidates";
import { common } from "./common";
import { matching } from "./matching";
import { positions } from "./positions";
import { resumes } from "./resumes";
import { signing } from "./signing";
import { tables } from "./tables";

/** All texts in Chinese, by what they are about. ICU's form of messages. */
export const zh = { ...common, ...candidates, ...matching, ...positions, ...signing, ...resumes, ...tables };

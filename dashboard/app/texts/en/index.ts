import type { Texts } from "..";
import { common } from "./common";
import { resumes } from "./resumes";
import { signing } from "./signing";

/** All texts in English. */
export const en: Texts = { ...common, ...signing, ...resumes };

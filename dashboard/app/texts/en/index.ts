import type { Texts } from "..";
import { account } from "./account";
import { administration } from "./administration";
import { candidates } from "./candidates";
import { common } from "./common";
import { compare } from "./compare";
import { exports } from "./exports";
import { importing } from "./importing";
import { matches } from "./matches";
import { matching } from "./matching";
import { positions } from "./positions";
import { resume } from "./resume";
import { resumes } from "./resumes";
import { review } from "./review";
import { rules } from "./rules";
import { signing } from "./signing";
import { tables } from "./tables";

/** All texts in English. */
export const en: Texts = {
  ...common,
  ...administration,
  ...candidates,
  ...matching,
  ...positions,
  ...signing,
  ...resumes,
  ...tables,
  ...resume,
  ...matches,
  ...exports,
  ...compare,
  ...account,
  ...review,
  ...importing,
  ...rules,
};

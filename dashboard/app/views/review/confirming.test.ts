import { expect, test } from "vitest";

import type { AnalysisShownFragment } from "../../gql/graphql";
import { confirmed } from "./confirming";

const ANALYSIS = {
  basicInfo: { name: "王小明", age: 31, gender: "FEMALE", city: null, contact: { email: null, phone: null } },
  skills: ["Excel", "SQL"],
  education: [{ school: "甲" }, { school: "乙" }],
  yearsOfExperience: 4.5,
} as unknown as AnalysisShownFragment;

test("What was read is stated as it was read", () => {
  expect(confirmed(["NAME", "AGE", "GENDER", "YEARS_OF_EXPERIENCE"], ANALYSIS)).toEqual({
    name: "王小明",
    age: 31,
    gender: "FEMALE",
    yearsOfExperience: 4.5,
  });
});

test("What was not found is stated to be missing", () => {
  expect(confirmed(["CITY"], ANALYSIS)).toEqual({ city: null });
});

test("Lists are stated whole, and entries by their places", () => {
  expect(confirmed(["SKILLS", "EDUCATION"], ANALYSIS)).toEqual({
    skills: ["Excel", "SQL"],
    education: [{ entry: 0 }, { entry: 1 }],
  });
});

import { expect, test } from "vitest";

import type { AnalysisShownFragment, CompareResumesQuery } from "../../gql/graphql";
import { differingRows, equalRows } from "./rows";

const analysis: AnalysisShownFragment = {
  __typename: "Analysis",
  basicInfo: {
    __typename: "BasicInfo",
    name: "令狐小满",
    age: null,
    birthDate: null,
    gender: null,
    city: "大连",
    contact: { __typename: "Contact", email: null, phone: null },
  },
  careerInterest: null,
  highestDegree: null,
  yearsOfExperience: null,
  expectedSalary: null,
  schools: [],
  companies: [],
  titles: [],
  skills: ["Go", "Rust"],
  education: [],
  experience: [],
  evidence: [],
  warnings: [],
  corrections: [],
  review: [],
};
const differences: NonNullable<CompareResumesQuery["compareResumes"]>["differences"] = [
  { __typename: "ResumeDifference", field: "SKILLS", older: ["Rust"], newer: ["C"] },
  { __typename: "ResumeDifference", field: "CITY", older: ["大连"], newer: [] },
];

test("what differs stands in the order of fields, with what both say of a list", () => {
  expect(differingRows(differences, analysis)).toEqual([
    { field: "CITY", common: [], older: ["大连"], newer: [] },
    { field: "SKILLS", common: ["Go"], older: ["Rust"], newer: ["C"] },
  ]);
});

test("what neither says is no row", () => {
  expect(equalRows(differences, analysis, "now").map(({ field }) => field)).toEqual(["NAME"]);
});

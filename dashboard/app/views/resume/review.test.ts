import { expect, test } from "vitest";

import { fieldsToReview, reviewReasons } from "./review";

const item = { __typename: "ReviewItem" as const, index: null, conflictsWith: null };
const review = [
  { ...item, field: "AGE" as const, reason: "CONFLICT" as const, conflictsWith: "BIRTH_DATE" as const },
  { ...item, field: "SKILLS" as const, index: 1, reason: "LOW_CONFIDENCE" as const },
  { ...item, field: "SKILLS" as const, index: 4, reason: "PLACEHOLDER" as const },
  { ...item, field: "SKILLS" as const, index: 5, reason: "PLACEHOLDER" as const },
];

test("fields are named once, the worst first", () => {
  expect(fieldsToReview(review)).toEqual(["AGE", "SKILLS"]);
});

test("each reason is told once, but no low confidence, which the value says itself", () => {
  expect(reviewReasons(review, "SKILLS")).toEqual([{ reason: "PLACEHOLDER", other: null }]);
  expect(reviewReasons(review, "AGE")).toEqual([{ reason: "CONFLICT", other: "BIRTH_DATE" }]);
});

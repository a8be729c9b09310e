import { expect, test } from "vitest";

import { emptyDraft, entriesInput } from "./entries";

test("an entry keeps its place, and what was added has none", () => {
  const drafts = [
    { ...emptyDraft, entry: 1, school: "西岭大学 ", degree: "本科", end: "2020" },
    { ...emptyDraft, school: "南坡学院" },
  ];
  expect(entriesInput("EDUCATION", drafts)).toEqual({
    education: [
      { entry: 1, school: "西岭大学", degree: "本科", major: null, start: null, end: "2020", isCurrent: false },
      { school: "南坡学院", degree: null, major: null, start: null, end: null, isCurrent: false },
    ],
  });
});

test("what lasts has no end, and an entry that says nothing is left out", () => {
  const drafts = [{ ...emptyDraft, title: "店长", end: "2020", isCurrent: true }, emptyDraft];
  expect(entriesInput("EXPERIENCE", drafts)).toEqual({
    experience: [{ company: null, title: "店长", start: null, end: null, isCurrent: true, summary: null }],
  });
});

import { expect, test } from "vitest";

import type { BoxShownFragment, PageShownFragment } from "../../../gql/graphql";
import { keysOn, placesByPage, placesOf, rectangleOf } from "./places";

const box: BoxShownFragment = { __typename: "Box", left: 100, top: 50, right: 200, bottom: 60 };
const page: PageShownFragment = {
  __typename: "ResumePage",
  number: 1,
  width: 1000,
  height: 500,
  small: null,
  medium: null,
  large: null,
  lines: [
    {
      __typename: "PageLine",
      entries: [],
      parts: [
        { __typename: "PagePart", text: "Skills: ", field: null, index: null, box },
        { __typename: "PagePart", text: "Go", field: "SKILLS", index: 0, box },
      ],
    },
    { __typename: "PageLine", entries: [], parts: [{ __typename: "PagePart", text: "大连", field: "CITY", index: null, box: null }] },
  ],
};

test("a box is a part of its page, with a little room", () => {
  const { left, top, width, height } = rectangleOf(box, { width: 1000, height: 500 });
  expect([left, top, width, height].map((value) => Math.round(100 * value) / 100)).toEqual([9.88, 9.76, 10.24, 2.48]);
});

test("what was read has a place where that is known", () => {
  expect(placesOf(page).map(({ key, text }) => [key, text])).toEqual([["SKILLS:0", "Go"]]);
  expect(placesOf({ ...page, width: null })).toEqual([]);
});

test("every value that is marked can be gone to, in the text too", () => {
  expect([...keysOn([page])]).toEqual(["SKILLS:0", "CITY:"]);
});

/** A line of one word at a place, of which entries speak. */
const lineAt = (top: number, text: string, ...entries: number[]): PageShownFragment["lines"][number] => ({
  __typename: "PageLine",
  entries: entries.map((index) => ({ __typename: "PageEntry", field: "EXPERIENCE", index })),
  parts: [{ __typename: "PagePart", text, field: "EXPERIENCE", index: entries[0] ?? null, box: { ...box, top, bottom: top + 10 } }],
});

test("a stay is marked on all its lines that stand together, and goes on where others come between", () => {
  const job: PageShownFragment = { ...page, lines: [lineAt(50, "Firm", 0), lineAt(62, "did this", 0), lineAt(74, "Other", 1), lineAt(86, "and that", 0), lineAt(400, "far below", 0)] };
  const next: PageShownFragment = { ...job, number: 2, lines: [lineAt(50, "on the next page", 0)] };
  const places = placesByPage([job, next]);
  const told = (number: number) => places.get(number)?.map(({ key, text, goesOn }) => [key, text, goesOn]);
  expect(told(1)).toEqual([
    ["EXPERIENCE:0", "Firm", false],
    ["EXPERIENCE:1", "Other", false],
    ["EXPERIENCE:0", "and that", true],
    ["EXPERIENCE:0", "far below", true],
  ]);
  expect(told(2)).toEqual([["EXPERIENCE:0", "on the next page", true]]);
  const [first] = places.get(1) ?? [];
  expect([first?.top, first?.height].map((value) => Math.round(100 * (value ?? 0)) / 100)).toEqual([9.76, 4.88]);
});

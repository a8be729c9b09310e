import { expect, test } from "vitest";

import type { BoxShownFragment, PageShownFragment } from "../../../gql/graphql";
import { keysOn, placesOf, rectangleOf } from "./places";

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
      parts: [
        { __typename: "PagePart", text: "Skills: ", field: null, index: null, box },
        { __typename: "PagePart", text: "Go", field: "SKILLS", index: 0, box },
      ],
    },
    { __typename: "PageLine", parts: [{ __typename: "PagePart", text: "大连", field: "CITY", index: null, box: null }] },
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

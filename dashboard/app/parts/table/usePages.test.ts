import { expect, test } from "vitest";

import { placeOf } from "./usePages";

const mark = (startCursor: string) => ({ count: 100, startCursor });

test("a row on the page that was there first is found from where that began", () => {
  expect(placeOf(42, "start", [], mark("a"), [])).toEqual({ start: "start", at: 42 });
  expect(placeOf(142, "end", [mark("z")], mark("a"), [])).toEqual({ start: "end", at: 42 });
});

test("a row on another page is found behind the first row of that page", () => {
  expect(placeOf(142, "start", [], mark("a"), [mark("b"), mark("c")])).toEqual({ start: { after: "b" }, at: 41 });
  expect(placeOf(300, "start", [], mark("a"), [mark("b"), mark("c"), mark("d")])).toEqual({ start: { after: "d" }, at: 0 });
  expect(placeOf(7, { after: "m" }, [mark("l")], mark("n"), [])).toEqual({ start: { after: "l" }, at: 6 });
});

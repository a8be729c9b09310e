import { expect, test } from "vitest";

import { bestOf, compared } from "./ranked";

test("a fifth candidate takes the place of the first", () => {
  expect(compared(["a", "b", "c", "d"], "e", true)).toEqual(["b", "c", "d", "e"]);
});

test("choosing somebody twice keeps one", () => {
  expect(compared(["a", "b"], "a", true)).toEqual(["b", "a"]);
});

test("who is left out is gone", () => {
  expect(compared(["a", "b"], "a", false)).toEqual(["b"]);
});

test("of equal values none is the best", () => {
  expect(bestOf([0.5, 0.5])).toBeNull();
  expect(bestOf([0.5, 0.7, 0.7])).toBe(0.7);
});

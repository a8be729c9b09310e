import { expect, test } from "vitest";

import { marks, shownLabels } from "./scale";

test("Marks are whole, count in ones, twos or fives, and reach the top", () => {
  expect(marks(0)).toEqual([0, 1]);
  expect(marks(3)).toEqual([0, 1, 2, 3]);
  expect(marks(37)).toEqual([0, 10, 20, 30, 40]);
  expect(marks(100_000)).toEqual([0, 50_000, 100_000]);
  expect(marks(16_668)).toEqual([0, 5000, 10_000, 15_000, 20_000]);
});

test("Labels that have no room are left out, never the last one", () => {
  const isShown = shownLabels(30, 6);
  const shown = Array.from({ length: 30 }, (_, at) => at).filter(isShown);
  expect(shown).toEqual([4, 9, 14, 19, 24, 29]);
  expect(shownLabels(3, 10)(0)).toBe(true);
});

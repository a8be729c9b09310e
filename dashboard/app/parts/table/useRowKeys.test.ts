import { expect, test } from "vitest";

import { rowAfterKey } from "./useRowKeys";

test("Keys move within the table and never out of it", () => {
  expect(rowAfterKey("ArrowDown", 3, 10, 5)).toBe(4);
  expect(rowAfterKey("ArrowDown", 9, 10, 5)).toBe(9);
  expect(rowAfterKey("ArrowUp", 0, 10, 5)).toBe(0);
  expect(rowAfterKey("PageDown", 3, 10, 5)).toBe(8);
  expect(rowAfterKey("PageUp", 3, 10, 5)).toBe(0);
  expect(rowAfterKey("Home", 3, 10, 5)).toBe(0);
  expect(rowAfterKey("End", 3, 10, 5)).toBe(9);
});

test("Other keys move nothing", () => {
  expect(rowAfterKey("a", 3, 10, 5)).toBeNull();
});

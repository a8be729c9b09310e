import { expect, test } from "vitest";

import { numberOf } from "./numbers";

test("An id is shown as the number that REST knows", () => {
  expect(numberOf(btoa("Resume:12"))).toBe("#12");
});

test("What is no id stays as it is", () => {
  expect(numberOf("12 ?")).toBe("12 ?");
  expect(numberOf(btoa("nothing"))).toBe(btoa("nothing"));
});

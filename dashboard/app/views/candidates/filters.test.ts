import { expect, test } from "vitest";

import { filterOf, partsOf } from "./filters";

test("an address without conditions ranks everybody", () => {
  expect(filterOf(new URLSearchParams("q=java&degree=&cities=,"))).toBeNull();
});

test("lists are taken apart at the commas of either language, once each", () => {
  expect(partsOf(" 北京，上海、北京, San Francisco;")).toEqual(["北京", "上海", "San Francisco"]);
});

test("what is no number or no degree is no condition", () => {
  const filter = filterOf(new URLSearchParams("yearsFrom=abc&yearsUntil=-1&degree=NONE&payUntil=20000.4&skills=SQL"));
  expect(filter).toEqual({ payUntil: 20000, skills: ["SQL"] });
});

test("pay beyond what the server takes is its most", () => {
  expect(filterOf(new URLSearchParams("payUntil=99999999999"))).toEqual({ payUntil: 2147483647 });
});

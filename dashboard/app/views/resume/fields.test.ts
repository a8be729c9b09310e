import { expect, test } from "vitest";

import { GROUPS, hueOf, inWords, keyOf, marksOf, ofKey, spanOf } from "./fields";

test("a key names a field and the place in its list", () => {
  expect(ofKey(keyOf("SKILLS", 0))).toEqual({ field: "SKILLS", index: 0 });
  expect(ofKey(keyOf("NAME", null))).toEqual({ field: "NAME", index: null });
});

test("an age that is not printed stands where the date of birth does", () => {
  expect(marksOf("AGE:")).toEqual(["AGE:", "BIRTH_DATE:"]);
  expect(marksOf("NAME:")).toEqual(["NAME:"]);
});

test("every field has a colour of its own, and neighbours differ much", () => {
  const hues = Object.values(GROUPS)
    .flat()
    .map((field) => hueOf(field));
  expect(new Set(hues).size).toBe(17);
  for (let at = 1; at < hues.length; at += 1) {
    const apart = Math.abs((hues[at] ?? 0) - (hues[at - 1] ?? 0));
    expect(Math.min(apart, 360 - apart)).toBeGreaterThan(90);
  }
});

test("a confidence is told in words", () => {
  expect([0.95, 0.9, 0.89, 0.7, 0.69, 0].map(inWords)).toEqual(["sure", "sure", "likely", "likely", "check", "check"]);
});

test("a time is told as far as it is known", () => {
  expect(spanOf({ start: "2018-09", end: "2020-06", isCurrent: false }, "now")).toBe("2018-09 – 2020-06");
  expect(spanOf({ start: "2018-09", end: null, isCurrent: true }, "now")).toBe("2018-09 – now");
  expect(spanOf({ start: null, end: "2020", isCurrent: false }, "now")).toBe("2020");
  expect(spanOf({ start: null, end: null, isCurrent: false }, "now")).toBeNull();
});

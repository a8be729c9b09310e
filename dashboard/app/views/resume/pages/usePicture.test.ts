import { expect, test } from "vitest";

import { troubleOf } from "./usePicture";

test("a picture that is there after all is no trouble", () => {
  expect(troubleOf(200, null)).toBeNull();
});

test("one that cannot be painted is given up, and one whose address has ended asked for anew", () => {
  expect(troubleOf(404, null)).toEqual({ kind: "none" });
  expect(troubleOf(403, null)).toEqual({ kind: "ended" });
});

test("one for which there is no time is late by as much as the server says", () => {
  expect(troubleOf(503, "60")).toEqual({ kind: "late", seconds: 60 });
  expect(troubleOf(429, "7")).toEqual({ kind: "late", seconds: 7 });
  expect(troubleOf(500, null)).toEqual({ kind: "late", seconds: 5 });
  expect(troubleOf(0, null)).toEqual({ kind: "late", seconds: 5 });
});

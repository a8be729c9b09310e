import { expect, test } from "vitest";

import { aroundMatch } from "./passages";

test("A long way before the match is cut, and what follows stays", () => {
  const parts = [
    { text: "abcdefghijklmnopqrst", matches: false },
    { text: "found", matches: true },
    { text: " and more", matches: false },
  ];
  expect(aroundMatch(parts).map(({ text }) => text)).toEqual(["…ijklmnopqrst", "found", " and more"]);
});

test("A short way before the match stays", () => {
  const parts = [
    { text: "near ", matches: false },
    { text: "found", matches: true },
  ];
  expect(aroundMatch(parts)).toEqual(parts);
});

test("A passage without a match stays as it is", () => {
  const parts = [{ text: "nothing here is what was searched for", matches: false }];
  expect(aroundMatch(parts)).toEqual(parts);
});

import { expect, test } from "vitest";

import { EVERYTHING, filterOf } from "./address";
import { optionsOf, without } from "./facets";

const counted = (...pairs: [value: string, count: number, upper?: number][]) =>
  pairs.map(([value, count, upper]) => ({ __typename: "FacetValue" as const, value, count, upper: upper ?? null }));

test("A degree counts those above it too", () => {
  const options = optionsOf("DEGREE", counted(["3", 50], ["4", 20], ["5", 5], ["0", 9]), EVERYTHING);
  expect(options.map(({ key, count }) => [key, count])).toEqual([
    ["SECONDARY", 75],
    ["ASSOCIATE", 75],
    ["BACHELOR", 75],
    ["MASTER", 25],
    ["DOCTOR", 5],
  ]);
});

test("A band ends before the next one begins", () => {
  const [young, old] = optionsOf("AGE", counted(["25", 3, 30], ["55", 1]), EVERYTHING);
  expect(filterOf({ ...EVERYTHING, ...young?.change })).toEqual({ minAge: 25, maxAge: 29 });
  expect(filterOf({ ...EVERYTHING, ...old?.change })).toEqual({ minAge: 55 });
});

test("Pressing what is chosen takes it away", () => {
  const shown = { ...EVERYTHING, years: { from: 3, until: 4.9 } };
  const [band] = optionsOf("YEARS", counted(["3", 7, 5]), shown);
  expect(band?.isChosen).toBe(true);
  expect(filterOf({ ...shown, ...band?.change })).toBeNull();
});

test("What is chosen stands among the values, also where it was not counted", () => {
  const options = optionsOf("SKILL", counted(["Excel", 4]), { ...EVERYTHING, skills: ["COBOL"] });
  expect(options.map(({ key, count, isChosen }) => [key, count, isChosen])).toEqual([
    ["COBOL", null, true],
    ["Excel", 4, false],
  ]);
});

test("Nothing is said of counts until they are known", () => {
  expect(optionsOf("STATE", null, EVERYTHING).every(({ count }) => count === null)).toBe(true);
});

test("The other values of a group are counted without what the group says; skills narrow each other", () => {
  const shown = { ...EVERYTHING, states: ["FAILED" as const], skills: ["Excel"] };
  expect(filterOf(without("STATE", shown))).toEqual({ skills: ["Excel"] });
  expect(filterOf(without("SKILL", shown))).toEqual({ states: ["FAILED"], skills: ["Excel"] });
});

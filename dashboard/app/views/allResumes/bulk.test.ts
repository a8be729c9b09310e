import { expect, test } from "vitest";

import type { ResumeSelection } from "../../gql/graphql";
import { doWithAll } from "./bulk";
import { NOBODY, selected, sizeOf } from "./selection";

const numbered = (count: number): string[] => Array.from({ length: count }, (_, at) => String(at));

test("Many are sent in parts, and each part is told", async () => {
  const sent: (number | undefined)[] = [];
  const told: number[] = [];
  const done = await doWithAll({
    selection: selected(NOBODY, numbered(1100), true, []),
    filter: null,
    send: ({ ids }) => {
      sent.push(ids?.length);
      return Promise.resolve({ count: ids?.length ?? 0, next: null });
    },
    told: (count) => told.push(count),
    isStopped: () => false,
  });
  expect(sent).toEqual([500, 500, 100]);
  expect(told).toEqual([500, 1000, 1100]);
  expect(done).toBe(1100);
});

test("All that meet the conditions are gone through from where the last part ended", async () => {
  const inputs: ResumeSelection[] = [];
  const next = ["a", "b", null];
  await doWithAll({
    selection: { all: true },
    filter: { states: ["FAILED"] },
    send: (input) => {
      inputs.push(input);
      return Promise.resolve({ count: 500, next: next.shift() ?? null });
    },
    told: () => undefined,
    isStopped: () => false,
  });
  expect(inputs.map(({ after, filter }) => [after, filter?.states])).toEqual([
    [null, ["FAILED"]],
    ["a", ["FAILED"]],
    ["b", ["FAILED"]],
  ]);
});

test("It ends after the part during which it was stopped", async () => {
  let isStopped = false;
  const done = await doWithAll({
    selection: { all: true },
    filter: null,
    send: () => Promise.resolve({ count: 500, next: "more" }),
    told: () => (isStopped = true),
    isStopped: () => isStopped,
  });
  expect(done).toBe(500);
});

test("Leaving one out of all leaves the others that are loaded", () => {
  const left = selected({ all: true }, ["2"], false, ["1", "2", "3"]);
  expect(left).toEqual({ all: false, ids: new Set(["1", "3"]) });
  expect(sizeOf(left, 100_000)).toBe(2);
  expect(sizeOf({ all: true }, 100_000)).toBe(100_000);
});

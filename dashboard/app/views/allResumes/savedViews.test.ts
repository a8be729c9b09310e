import { expect, test } from "vitest";

import { readViews, withView, writeViews } from "./savedViews";

function store() {
  const kept = new Map<string, string>();
  return { getItem: (key: string) => kept.get(key) ?? null, setItem: (key: string, value: string) => void kept.set(key, value) };
}

test("Views are kept for each person alone", () => {
  const device = store();
  writeViews("1", [{ name: "会计", address: "q=x" }], device);
  expect(readViews("1", device)).toEqual([{ name: "会计", address: "q=x" }]);
  expect(readViews("2", device)).toEqual([]);
});

test("What was kept by something else is not read", () => {
  const device = store();
  device.setItem("views:1", "{");
  expect(readViews("1", device)).toEqual([]);
  device.setItem("views:1", '[{"name": 1}, null, {"name": "a", "address": "b"}]');
  expect(readViews("1", device)).toEqual([{ name: "a", address: "b" }]);
});

test("A view of the same name gives way", () => {
  expect(withView([{ name: "a", address: "1" }], { name: "a", address: "2" })).toEqual([{ name: "a", address: "2" }]);
});

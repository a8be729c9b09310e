import { expect, test } from "vitest";

import { linked } from "./link";

test("a link brings a query and its variables", () => {
  const hash = `#${new URLSearchParams({ query: "query Q($a: Int) { x(a: $a) }", variables: '{"a": 1}' }).toString()}`;
  expect(linked(hash)).toEqual({ query: "query Q($a: Int) { x(a: $a) }", variables: '{"a": 1}' });
});

test("no variables are an empty editor", () => {
  expect(linked("#query=%7Bme%7Bid%7D%7D&variables=%7B%7D")).toEqual({ query: "{me{id}}", variables: "" });
});

test("an address without a query brings nothing", () => {
  expect(linked("")).toBeNull();
  expect(linked("#variables=%7B%7D")).toBeNull();
  expect(linked("#query=%20")).toBeNull();
});

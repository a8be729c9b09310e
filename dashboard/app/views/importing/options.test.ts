import { expect, test } from "vitest";

import { inputOf, isSourceName, sourceNameOf } from "./options";

test("the name of a file becomes one that the server takes", () => {
  expect(sourceNameOf("2026 春招 (final).xlsx")).toBe("2026-春招-final");
  expect(sourceNameOf("..hidden.csv")).toBe("hidden");
  expect(sourceNameOf("bundled.csv")).toBe("import");
  expect(sourceNameOf("！！.csv")).toBe("import");
  expect(isSourceName(sourceNameOf(`${"长".repeat(200)}.csv`))).toBe(true);
});

test("names that are reserved or malformed are none", () => {
  expect(["Bundled", "", "-a", "a b", "a".repeat(65)].some(isSourceName)).toBe(false);
});

test("what nobody said is left to the server", () => {
  const options = { source: "jobs", encoding: "", sheet: "", currency: " usd", replace: false, mappings: { 备注: "-" } };
  expect(inputOf(options)).toEqual({
    source: "jobs",
    encoding: null,
    sheet: null,
    currency: "USD",
    replace: false,
    mappings: [{ column: "备注", field: "-" }],
  });
});

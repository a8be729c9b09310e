import { expect, test } from "vitest";

import { boundsOf } from "./payRange";

test("a monthly range has its two bounds", () => {
  expect(boundsOf("15k-25k/月")).toEqual({ low: "15k", high: "25k" });
  expect(boundsOf("800-1k/月")).toEqual({ low: "800", high: "1k" });
  expect(boundsOf("2.5k-5.5k/月")).toEqual({ low: "2.5k", high: "5.5k" });
});

test("what is printed otherwise has none", () => {
  expect(["面议", "200元/天", "$50,000", ""].map(boundsOf)).toEqual([null, null, null, null]);
});

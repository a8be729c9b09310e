import { expect, test } from "vitest";

import { amountsOf } from "./pay";

test("a range has both ends", () => {
  expect(amountsOf({ low: 15000, high: 25000.5, currency: "CNY", period: "MONTH" }, "zh")).toBe("¥15,000 – ¥25,000.5");
});

test("one amount stands alone", () => {
  expect(amountsOf({ low: 40, high: 40, currency: "USD", period: "HOUR" }, "en")).toBe("$40");
});

test("an open end is told by a sign", () => {
  expect(amountsOf({ low: null, high: 100, currency: "EUR", period: "DAY" }, "en")).toBe("≤ €100");
  expect(amountsOf({ low: 100, high: null, currency: "EUR", period: "DAY" }, "en")).toBe("≥ €100");
});

test("no amount is no text", () => {
  expect(amountsOf({ currency: "CNY", period: "MONTH" }, "zh")).toBe("");
});

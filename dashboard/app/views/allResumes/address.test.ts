import { expect, test } from "vitest";

import { EVERYTHING, filterOf, orderOf, readAddress, type Shown, USUAL_COLUMNS, writeAddress } from "./address";

const CHOSEN: Shown = {
  text: '"成本核算" kube*',
  states: ["ANALYSED", "FAILED"],
  skills: ["C++", "A/B测试"],
  cities: ["北京", "上海"],
  degree: "BACHELOR",
  years: { from: 3, until: 4.9 },
  age: { from: null, until: 35 },
  pay: { from: 10000, until: null },
  position: "会计 & 出纳",
  from: "2026-05-01",
  until: "2026-05-31",
  period: null,
  owner: "12",
  order: "FILE_NAME_ASC",
  columns: ["NAME", "SKILLS", "CITY"],
};

test("What is written into an address is read from it again", () => {
  expect(readAddress(writeAddress(CHOSEN), [...CHOSEN.columns, "ID"])).toEqual(CHOSEN);
});

test("The usual table has an empty address", () => {
  expect(writeAddress(EVERYTHING)).toBe("");
  expect(readAddress("", USUAL_COLUMNS)).toEqual(EVERYTHING);
});

test("What makes no sense in an address counts as not said", () => {
  const read = readAddress("state=GONE&degree=x&years=many&period=2026-13&from=yesterday&sort=&columns=NOPE", USUAL_COLUMNS);
  expect(read).toEqual(EVERYTHING);
});

test("Without conditions there is no filter", () => {
  expect(filterOf(EVERYTHING)).toBeNull();
});

test("The filter says only what the address says", () => {
  expect(filterOf({ ...EVERYTHING, text: "  x ", years: { from: 0, until: null } })).toEqual({ text: "x", minYears: 0 });
});

test("The last day belongs to what is shown", () => {
  const filter = filterOf({ ...EVERYTHING, from: "2026-05-31", until: "2026-05-31" });
  const hours = (Date.parse(filter?.uploadedUntil ?? "") - Date.parse(filter?.uploadedFrom ?? "")) / 3_600_000;
  expect(hours).toBe(24);
});

test("A month is the server's, in UTC", () => {
  expect(filterOf({ ...EVERYTHING, period: "2026-12" })).toEqual({
    uploadedFrom: "2026-12-01T00:00:00.000Z",
    uploadedUntil: "2027-01-01T00:00:00.000Z",
  });
});

test("So is a day by which uploads are counted", () => {
  expect(filterOf({ ...EVERYTHING, period: "2026-12-31" })).toEqual({
    uploadedFrom: "2026-12-31T00:00:00.000Z",
    uploadedUntil: "2027-01-01T00:00:00.000Z",
  });
});

test("What fits best comes first only in a search", () => {
  expect(orderOf(EVERYTHING)).toBe("UPLOAD_TIME_DESC");
  expect(orderOf({ ...EVERYTHING, text: "x" })).toBe("RELEVANCE_DESC");
  expect(orderOf({ ...EVERYTHING, order: "RELEVANCE_DESC" })).toBe("UPLOAD_TIME_DESC");
  expect(orderOf({ ...EVERYTHING, text: "x", order: "ID_ASC" })).toBe("ID_ASC");
});

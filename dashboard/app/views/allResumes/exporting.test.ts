import { expect, test } from "vitest";

import { filesOf, filtersOf, type Part } from "./exporting";
import { NOBODY, selected } from "./selection";

const part = (text: string, mediaType = "text/csv", fileName = "resumes.csv"): Part => ({
  fileName,
  mediaType,
  bytes: new Uint8Array(new TextEncoder().encode(text)),
});

test("Parts of a CSV list become one file with one head", () => {
  const [file, ...others] = filesOf([part("\uFEFFname\r\n一\r\n"), part("\uFEFFname\r\n二\r\n")]);
  expect(others).toEqual([]);
  expect(new TextDecoder("utf-8", { ignoreBOM: true }).decode(file?.bytes)).toBe("\uFEFFname\r\n一\r\n二\r\n");
});

test("Parts of a sheet are files with numbers", () => {
  const sheets = filesOf([part("a", "application/xlsx", "resumes.xlsx"), part("b", "application/xlsx", "resumes.xlsx")]);
  expect(sheets.map(({ fileName }) => fileName)).toEqual(["resumes-1.xlsx", "resumes-2.xlsx"]);
});

test("A list of one part is the server's file", () => {
  const only = part("a", "application/xlsx", "resumes.xlsx");
  expect(filesOf([only])).toEqual([only]);
  expect(filesOf([])).toEqual([]);
});

test("What is selected is named in parts, within the conditions that it was found by", () => {
  const ids = Array.from({ length: 501 }, (_, at) => String(at));
  const [first, second, ...others] = filtersOf(selected(NOBODY, ids, true, []), { text: "x" });
  expect(others).toEqual([]);
  expect(first?.ids?.length).toBe(500);
  expect(second).toEqual({ text: "x", ids: ["500"] });
});

test("Where nothing is selected, all that meets the conditions is meant", () => {
  expect(filtersOf(NOBODY, null)).toEqual([null]);
  expect(filtersOf({ all: true }, { text: "x" })).toEqual([{ text: "x" }]);
});

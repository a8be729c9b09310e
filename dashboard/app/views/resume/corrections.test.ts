import { expect, test } from "vitest";

import type { FieldValueShownFragment } from "../../gql/graphql";
import { inputOf, listInput, shortly, singleInput } from "./corrections";

const nothing: FieldValueShownFragment = { __typename: "FieldValue", text: null, items: [], education: [], experience: [] };

test("what is left empty is not stated", () => {
  expect(singleInput("NAME", "  ")).toEqual({ name: null });
  expect(listInput("SKILLS", "\n \n")).toEqual({ skills: [] });
});

test("figures are sent as numbers, genders as the server names them", () => {
  expect(singleInput("AGE", "31")).toEqual({ age: 31 });
  expect(singleInput("YEARS_OF_EXPERIENCE", "2.5")).toEqual({ yearsOfExperience: 2.5 });
  expect(singleInput("GENDER", "女")).toEqual({ gender: "FEMALE" });
  expect(singleInput("GENDER", "MALE")).toEqual({ gender: "MALE" });
});

test("a list is one item a line, each once", () => {
  expect(listInput("SKILLS", "Go\n Rust \nGo")).toEqual({ skills: ["Go", "Rust"] });
});

test("an earlier value can be set again", () => {
  expect(inputOf("CITY", { ...nothing, text: "大连" })).toEqual({ city: "大连" });
  expect(inputOf("TITLES", { ...nothing, items: ["店长"] })).toEqual({ titles: ["店长"] });
  const job = { __typename: "ExperienceEntry" as const, company: "北岸", title: null, start: "2020", end: null, isCurrent: true, summary: null };
  expect(inputOf("EXPERIENCE", { ...nothing, experience: [job] })).toEqual({
    experience: [{ company: "北岸", title: null, start: "2020", end: null, isCurrent: true, summary: null }],
  });
});

test("a value is told in few words, and none as null", () => {
  expect(shortly("SKILLS", { ...nothing, items: ["Go", "Rust"] })).toBe("Go · Rust");
  expect(shortly("NAME", nothing)).toBeNull();
  expect(shortly("EDUCATION", nothing)).toBeNull();
  const school = { __typename: "EducationEntry" as const, school: "西岭大学", degree: "本科", major: null, start: null, end: null, isCurrent: false };
  expect(shortly("EDUCATION", { ...nothing, education: [school] })).toBe("西岭大学 本科");
});

import type { DegreeLevel, FacetKind, FacetsQuery, ResumeState } from "../../gql/graphql";
import { DEGREES } from "../../parts/degrees";
import { EVERYTHING, type Range, type Shown, STATES } from "./address";

/** A group of filters: a facet of the server, where the upload stands for its months. */
export type Group = Exclude<FacetKind, "MONTH"> | "UPLOAD";

/** A value that the rows can be narrowed to. */
export interface Option {
  key: string;
  count: number | null;
  isChosen: boolean;
  /** What the table shows once it has been pressed. */
  change: Partial<Shown>;
}

type Counts = NonNullable<FacetsQuery["resumeFacets"]>["facets"][number]["counts"];

const LEVELS: DegreeLevel[] = ["NONE", ...DEGREES];

/** These cost the server much: they are asked for alone, and where somebody looks at them. */
export const COSTLY: ReadonlySet<Group> = new Set<Group>(["SKILL", "POSITION"]);
export const GROUPS: Group[] = ["STATE", "SKILL", "DEGREE", "CITY", "YEARS", "PAY", "AGE", "POSITION", "UPLOAD"];

export const kindOf = (group: Group): FacetKind => (group === "UPLOAD" ? "MONTH" : group);

/** The table without what a group says, so that its other values are counted too. Skills narrow each other. */
export function without(group: Group, shown: Shown): Shown {
  const { states, cities, degree, years, age, pay, position, from, until, period } = EVERYTHING;
  switch (group) {
    case "STATE":
      return { ...shown, states };
    case "CITY":
      return { ...shown, cities };
    case "DEGREE":
      return { ...shown, degree };
    case "YEARS":
      return { ...shown, years };
    case "AGE":
      return { ...shown, age };
    case "PAY":
      return { ...shown, pay };
    case "POSITION":
      return { ...shown, position };
    case "UPLOAD":
      return { ...shown, from, until, period };
    case "SKILL":
      return shown;
  }
}

/**
 * The values of a group with what pressing each of them does.
 *
 * Args:
 *   counts: What was counted; null until that is known.
 */
export function optionsOf(group: Group, counted: Counts | null, shown: Shown): Option[] {
  const counts = counted ?? [];
  const countOf = (value: string): number => counts.find((each) => each.value === value)?.count ?? 0;
  switch (group) {
    case "STATE":
      return STATES.map((state) => ({ key: state, count: counted && countOf(state.toLowerCase()), ...toggled("states", state, shown.states) }));
    case "SKILL":
      return names(counts, shown.skills).map(([skill, count]) => ({ key: skill, count, ...toggled("skills", skill, shown.skills) }));
    case "CITY":
      return names(counts, shown.cities).map(([city, count]) => ({ key: city, count, ...toggled("cities", city, shown.cities) }));
    case "POSITION":
      return names(counts, shown.position ? [shown.position] : []).map(([position, count]) =>
        single(position, count, shown.position === position, { position }, { position: null }),
      );
    case "DEGREE":
      return DEGREES.map((degree) => single(degree, counted && countFrom(degree, countOf), shown.degree === degree, { degree }, { degree: null }));
    case "YEARS":
      return bands(counts, 0.1, shown.years, (years) => ({ years }));
    case "AGE":
      return bands(counts, 1, shown.age, (age) => ({ age }));
    case "PAY":
      return bands(counts, 1, shown.pay, (pay) => ({ pay }));
    case "UPLOAD":
      return [...counts]
        .sort((one, other) => other.value.localeCompare(one.value))
        .map(({ value, count }) =>
          single(value, count, shown.period === value, { period: value, from: null, until: null }, { period: null }),
        );
  }
}

/** The values that a list has once one of them was pressed. */
export function toggledIn<Value extends string>(values: readonly Value[], value: Value): Value[] {
  return values.includes(value) ? values.filter((each) => each !== value) : [...values, value];
}

function toggled<Name extends "states" | "skills" | "cities">(name: Name, value: Shown[Name][number], values: Shown[Name]): Pick<Option, "isChosen" | "change"> {
  const present: readonly (string | ResumeState)[] = values;
  return { isChosen: present.includes(value), change: { [name]: toggledIn(present, value) } };
}

function single(key: string, count: number | null, isChosen: boolean, chosen: Partial<Shown>, taken: Partial<Shown>): Option {
  return { key, count, isChosen, change: isChosen ? taken : chosen };
}

/** The names that were counted, before them those that are chosen and were not. */
function names(counts: Counts, chosen: readonly string[]): [string, number | null][] {
  const counted = counts.map(({ value, count }): [string, number] => [value, count]);
  const uncounted = chosen.filter((value) => !counts.some((each) => each.value === value));
  return [...uncounted.map((value): [string, null] => [value, null]), ...counted];
}

function countFrom(degree: DegreeLevel, countOf: (value: string) => number): number {
  const lowest = LEVELS.indexOf(degree);
  return LEVELS.reduce((sum, _, level) => (level >= lowest ? sum + countOf(String(level)) : sum), 0);
}

/** Bands end before the next one begins; a filter ends at what still belongs to it. */
function bands(counts: Counts, step: number, range: Range, change: (range: Range) => Partial<Shown>): Option[] {
  return counts.map(({ value, upper, count }) => {
    const band: Range = { from: Number(value), until: upper == null ? null : upper - step };
    const isChosen = range.from === band.from && range.until === band.until;
    return single(`${band.from}-${upper ?? ""}`, count, isChosen, change(band), change({ from: null, until: null }));
  });
}

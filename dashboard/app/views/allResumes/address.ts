import type { DegreeLevel, ResumeFilter, ResumeOrder, ResumeState, ResumeTableColumn } from "../../gql/graphql";
import { DEGREES } from "../../parts/degrees";

export interface Range {
  from: number | null;
  until: number | null;
}

/** What the table shows: everything that its address tells. */
export interface Shown {
  text: string;
  states: ResumeState[];
  skills: string[];
  cities: string[];
  degree: DegreeLevel | null;
  years: Range;
  age: Range;
  pay: Range;
  position: string | null;
  /** Days, both of them among those that are shown, as 2026-05-04. */
  from: string | null;
  until: string | null;
  /** A month or a day in UTC, as the server counts them: 2026-05, 2026-05-04. */
  period: string | null;
  owner: string | null;
  order: ResumeOrder | null;
  columns: ResumeTableColumn[];
}

export const STATES: ResumeState[] = ["UPLOADED", "ANALYSING", "ANALYSED", "FAILED"];
export const ORDERS: ResumeOrder[] = [
  "RELEVANCE_DESC",
  "UPLOAD_TIME_DESC",
  "UPLOAD_TIME_ASC",
  "FILE_NAME_ASC",
  "FILE_NAME_DESC",
  "REVIEW_DESC",
  "REVIEW_ASC",
  "ID_ASC",
  "ID_DESC",
];
export const USUAL_COLUMNS: ResumeTableColumn[] = [
  "FILE_NAME",
  "NAME",
  "CITY",
  "HIGHEST_DEGREE",
  "YEARS_OF_EXPERIENCE",
  "EXPECTED_SALARY",
  "SKILLS",
  "BEST_POSITION",
  "STATUS",
  "UPLOAD_TIME",
];

const ANY: Range = { from: null, until: null };

/** The table before anybody chooses anything. */
export const EVERYTHING: Shown = {
  text: "",
  states: [],
  skills: [],
  cities: [],
  degree: null,
  years: ANY,
  age: ANY,
  pay: ANY,
  position: null,
  from: null,
  until: null,
  period: null,
  owner: null,
  order: null,
  columns: USUAL_COLUMNS,
};

/** Read the table from an address; what makes no sense in it counts as not said. */
export function readAddress(search: string, known: readonly ResumeTableColumn[]): Shown {
  const given = new URLSearchParams(search);
  const among = <Value extends string>(values: readonly Value[], value: string | null): Value | null =>
    values.find((each) => each === value) ?? null;
  const all = <Value extends string>(values: readonly Value[], texts: string[]): Value[] =>
    texts.flatMap((text) => among(values, text) ?? []);
  const columns = [...new Set(all(known, (given.get("columns") ?? "").split(",")))];
  return {
    text: given.get("q") ?? "",
    states: all(STATES, given.getAll("state")),
    skills: given.getAll("skill"),
    cities: given.getAll("city"),
    degree: among(DEGREES, given.get("degree")),
    years: readRange(given.get("years")),
    age: readRange(given.get("age")),
    pay: readRange(given.get("pay")),
    position: given.get("position"),
    from: matching(/^\d{4}-\d\d-\d\d$/, given.get("from")),
    until: matching(/^\d{4}-\d\d-\d\d$/, given.get("until")),
    period: matching(/^\d{4}-(0[1-9]|1[0-2])(-\d\d)?$/, given.get("period")),
    owner: given.get("owner"),
    order: among(ORDERS, given.get("sort")),
    columns: columns.length > 0 ? columns : USUAL_COLUMNS,
  };
}

/** Write what differs from `EVERYTHING`, as the part of an address behind its question mark. */
export function writeAddress(shown: Shown): string {
  const pairs: [string, string | null][] = [
    ["q", shown.text.trim()],
    ...shown.states.map((state): [string, string] => ["state", state]),
    ...shown.skills.map((skill): [string, string] => ["skill", skill]),
    ...shown.cities.map((city): [string, string] => ["city", city]),
    ["degree", shown.degree],
    ["years", writeRange(shown.years)],
    ["age", writeRange(shown.age)],
    ["pay", writeRange(shown.pay)],
    ["position", shown.position],
    ["from", shown.from],
    ["until", shown.until],
    ["period", shown.period],
    ["owner", shown.owner],
    ["sort", shown.order],
    ["columns", shown.columns.join() === USUAL_COLUMNS.join() ? null : shown.columns.join()],
  ];
  return new URLSearchParams(pairs.filter((pair): pair is [string, string] => Boolean(pair[1]))).toString();
}

/** The server's filter of what the table shows; null where it shows all. */
export function filterOf(shown: Shown): ResumeFilter | null {
  const days = shown.period ? endsOf(shown.period) : { from: dayAfter(shown.from, 0), until: dayAfter(shown.until, 1) };
  const filter: ResumeFilter = {
    text: shown.text.trim() || null,
    states: filled(shown.states),
    skills: filled(shown.skills),
    cities: filled(shown.cities),
    minDegree: shown.degree,
    minYears: shown.years.from,
    maxYears: shown.years.until,
    minAge: shown.age.from,
    maxAge: shown.age.until,
    minPay: shown.pay.from,
    maxPay: shown.pay.until,
    position: shown.position,
    owner: shown.owner,
    uploadedFrom: days.from,
    uploadedUntil: days.until,
  };
  const said = Object.entries(filter).filter(([, value]) => value !== null);
  return said.length > 0 ? Object.fromEntries(said) : null;
}

/** The order of the rows: what fits a search best comes first, otherwise what came last. */
export function orderOf({ text, order }: Shown): ResumeOrder {
  const isSearch = text.trim() !== "";
  if (order && (isSearch || order !== "RELEVANCE_DESC")) return order;
  return isSearch ? "RELEVANCE_DESC" : "UPLOAD_TIME_DESC";
}

function readRange(text: string | null): Range {
  const [, from, until] = /^(\d*\.?\d*)-(\d*\.?\d*)$/.exec(text ?? "") ?? [];
  return { from: from ? Number(from) : null, until: until ? Number(until) : null };
}

function writeRange({ from, until }: Range): string | null {
  return from === null && until === null ? null : `${from ?? ""}-${until ?? ""}`;
}

function matching(pattern: RegExp, text: string | null): string | null {
  return text !== null && pattern.test(text) ? text : null;
}

function filled<Value>(values: Value[]): Value[] | null {
  return values.length > 0 ? values : null;
}

/** The moment when a day begins where the page is looked at, or a day some days later. */
export function dayAfter(day: string | null, daysLater: number): string | null {
  if (day === null) return null;
  const date = new Date(`${day}T00:00:00`);
  if (Number.isNaN(date.valueOf())) return null;
  date.setDate(date.getDate() + daysLater);
  return date.toISOString();
}

function endsOf(period: string): { from: string; until: string } {
  const [year = 0, month = 1, day] = period.split("-").map(Number);
  const from = Date.UTC(year, month - 1, day ?? 1);
  const until = day === undefined ? Date.UTC(year, month, 1) : Date.UTC(year, month - 1, day + 1);
  return { from: new Date(from).toISOString(), until: new Date(until).toISOString() };
}

import type { ImportPositionsInput, ImportPositionsMutation } from "../../gql/graphql";

export type Outcome = ImportPositionsMutation["importKeptPositions"];
export type Report = Extract<Outcome, { __typename: "ImportPositionsSuccess" }>;

/** How a file is to be imported, as somebody says it. */
export interface Options {
  source: string;
  encoding: string;
  sheet: string;
  currency: string;
  replace: boolean;
  /** What columns hold, by their names, where somebody says so; "-" leaves a column out. */
  mappings: Record<string, string>;
}

export const FIELDS = [
  "title",
  "title_zh",
  "title_en",
  "aliases",
  "external_id",
  "company",
  "city",
  "salary",
  "salary_min",
  "salary_max",
  "salary_currency",
  "salary_period",
  "salary_months",
  "degree",
  "years",
  "skills",
  "description",
  "occupation_code",
  "url",
] as const;
export type Field = (typeof FIELDS)[number];

export const ENCODINGS = ["utf-8", "gb18030", "big5", "utf-16", "windows-1252", "shift_jis"];

const SOURCE = /^[\p{L}\p{N}][\p{L}\p{N}_.-]{0,63}$/u;

/** Whether the server takes it as the name of a source. */
export function isSourceName(name: string): boolean {
  return SOURCE.test(name) && name.toLowerCase() !== "bundled";
}

/** A name for a source out of the name of its file. */
export function sourceNameOf(fileName: string): string {
  const name = fileName
    .replace(/\.[^.]*$/, "")
    .replace(/[^\p{L}\p{N}_.-]+/gu, "-")
    .replace(/^[^\p{L}\p{N}]+|-+$/gu, "")
    .slice(0, 64);
  return isSourceName(name) ? name : "import";
}

/** What the server is told of how the file is to be read. */
export function inputOf(options: Options): ImportPositionsInput {
  return {
    source: options.source,
    encoding: options.encoding || null,
    sheet: options.sheet || null,
    currency: options.currency.trim().toUpperCase() || null,
    replace: options.replace,
    mappings: Object.entries(options.mappings).map(([column, field]) => ({ column, field })),
  };
}

import type { CandidateFilter } from "../../gql/graphql";
import { DEGREES } from "../../parts/degrees";

/** The conditions as they stand in the address; lists with commas between. */
export const FILTER_NAMES = ["cities", "degree", "yearsFrom", "yearsUntil", "payUntil", "skills"] as const;

const MOST = { cities: 50, skills: 20 };
const LONGEST = 100;

/** What the address says of who is to be ranked; null where it says nothing. */
export function filterOf(parameters: URLSearchParams): CandidateFilter | null {
  const degree = DEGREES.find((each) => each === parameters.get("degree"));
  const filter: CandidateFilter = {
    ...list("cities", parameters),
    ...(degree && { degreeFrom: degree }),
    ...amount("yearsFrom", parameters),
    ...amount("yearsUntil", parameters),
    ...amount("payUntil", parameters),
    ...list("skills", parameters),
  };
  return Object.keys(filter).length > 0 ? filter : null;
}

/** The parts of a list as people type one. */
export function partsOf(text: string): string[] {
  return [...new Set(text.split(/[,，、;；\n]/).map((part) => part.trim().slice(0, LONGEST)))].filter((part) => part !== "");
}

function list<Name extends "cities" | "skills">(name: Name, parameters: URLSearchParams): { [Key in Name]?: string[] } {
  const parts = partsOf(parameters.get(name) ?? "").slice(0, MOST[name]);
  return parts.length > 0 ? ({ [name]: parts } as { [Key in Name]?: string[] }) : {};
}

function amount<Name extends "yearsFrom" | "yearsUntil" | "payUntil">(
  name: Name,
  parameters: URLSearchParams,
): { [Key in Name]?: number } {
  const text = parameters.get(name);
  const value = Number(text);
  if (!text || !Number.isFinite(value) || value < 0) return {};
  // The server takes pay as whole numbers of 32 bits.
  const taken = name === "payUntil" ? Math.min(Math.round(value), 2 ** 31 - 1) : value;
  return { [name]: taken } as { [Key in Name]?: number };
}

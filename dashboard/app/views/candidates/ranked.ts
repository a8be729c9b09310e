import type { CandidateListedFragment } from "../../gql/graphql";

/** A candidate with the place in the ranking, from 1. */
export interface Ranked {
  place: number;
  id: string;
  candidate: CandidateListedFragment & { resume: NonNullable<CandidateListedFragment["resume"]> };
}

export const MOST_COMPARED = 4;

/** The candidates of a page whose resumes are still there. */
export function rankedOf(candidates: CandidateListedFragment[], firstPlace: number): Ranked[] {
  return candidates.flatMap((candidate, at) =>
    candidate.resume ? [{ place: firstPlace + at, id: candidate.resume.id, candidate: { ...candidate, resume: candidate.resume } }] : [],
  );
}

/** Those who are to be compared, after one of them was chosen or left out; the first goes where there are too many. */
export function compared(now: string[], id: string, isChosen: boolean): string[] {
  const others = now.filter((each) => each !== id);
  return isChosen ? [...others, id].slice(-MOST_COMPARED) : others;
}

/** The best of several values, null where none is better than another. */
export function bestOf(values: number[]): number | null {
  const best = Math.max(...values);
  return values.some((value) => value < best) ? best : null;
}

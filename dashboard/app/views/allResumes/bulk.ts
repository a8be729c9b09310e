import type { ResumeFilter, ResumeSelection } from "../../gql/graphql";
import type { Selection } from "./selection";

/** What one request did: how many of the chosen it dealt with, and where the next one goes on. */
export interface Step {
  count: number;
  next: string | null;
}

interface Means {
  selection: Selection;
  filter: ResumeFilter | null;
  /** Sends one request. */
  send: (input: ResumeSelection) => Promise<Step>;
  told: (doneCount: number) => void;
  isStopped: () => boolean;
}

const AT_ONCE = 500;

/**
 * Do something with many resumes, as many at a time as the server takes.
 *
 * Returns how many were dealt with; fewer than chosen where it was stopped.
 */
export async function doWithAll({ selection, filter, send, told, isStopped }: Means): Promise<number> {
  let doneCount = 0;
  const tell = (count: number): void => told((doneCount += count));
  if (!selection.all) {
    const ids = [...selection.ids];
    for (let at = 0; at < ids.length && !isStopped(); at += AT_ONCE) tell((await send({ ids: ids.slice(at, at + AT_ONCE) })).count);
    return doneCount;
  }
  let after: string | null = null;
  do {
    const step: Step = await send({ filter: filter ?? {}, limit: AT_ONCE, after });
    tell(step.count);
    after = step.next;
  } while (after !== null && !isStopped());
  return doneCount;
}

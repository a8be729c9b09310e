import type { Exchange, Operation } from "@urql/core";
import { pipe, tap } from "wonka";

import { hashOf } from "./trusted";

/** A query or subscription whose answer is on the page now. */
export interface ActiveOperation {
  hash: string;
  variables: Record<string, unknown>;
}

const active = new Map<number, ActiveOperation>();

/** What the page shows the answers of, each document once. */
export function activeOperations(): ActiveOperation[] {
  return [...new Map([...active.values()].map((operation) => [operation.hash, operation])).values()];
}

/** Exchange: knows which operations are in use. */
export const knowsActive: Exchange = ({ forward }) => {
  active.clear();
  return (operations) => forward(pipe(operations, tap(note)));
};

function note(operation: Operation): void {
  if (operation.kind === "teardown") active.delete(operation.key);
  else if (operation.kind !== "mutation") {
    active.set(operation.key, { hash: hashOf(operation.query), variables: { ...operation.variables } });
  }
}

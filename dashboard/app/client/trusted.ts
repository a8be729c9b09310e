import type { Exchange, Operation } from "@urql/core";
import { makeOperation } from "@urql/core";
import type { DocumentNode } from "graphql";
import { map, pipe } from "wonka";

interface Hashed {
  __meta__?: { hash?: string };
}

/** The document's hash, by which the server knows it. */
export function hashOf(document: unknown): string {
  const hash = (document as Hashed).__meta__?.hash;
  if (!hash) throw new Error("The document is not one of the build's.");
  return hash;
}

/** First exchange: keeps the hash beside the operation, since the cache makes another document of it. */
export const remembersHash: Exchange =
  ({ forward }) =>
  (operations) =>
    forward(
      pipe(
        operations,
        map((operation) =>
          operation.kind === "teardown" || operation.context["hash"]
            ? operation
            : makeOperation(operation.kind, operation, { ...operation.context, hash: hashOf(operation.query) }),
        ),
      ),
    );

/** Last exchange before those that send: sends the hash in the document's place, and answers with the document. */
export const sendsHash =
  (blindHashes: ReadonlyMap<string, string>): Exchange =>
  ({ forward }) =>
  (operations) => {
    const byHash = (operation: Operation): Operation => {
      if (operation.kind === "teardown") return operation;
      const hash = String(operation.context["hash"]);
      const query = { kind: "Document", definitions: [], documentId: blindHashes.get(hash) ?? hash } as unknown as DocumentNode;
      return makeOperation(operation.kind, { ...operation, query }, { ...operation.context, document: operation.query });
    };
    const withDocument = (operation: Operation): Operation => ({ ...operation, query: operation.context["document"] as DocumentNode });
    return pipe(
      forward(pipe(operations, map(byHash))),
      map((result) => ({ ...result, operation: withDocument(result.operation) })),
    );
  };

import { Client, type CombinedError, fetchExchange, subscriptionExchange } from "@urql/core";
import { authExchange } from "@urql/exchange-auth";
import { cacheExchange, type Cache } from "@urql/exchange-graphcache";
import { createClient as createSocket, type SubscribePayload } from "graphql-ws";

import { knowsActive } from "./active";
import { GRAPHQL_URL } from "./place";
import { remembersHash, sendsHash } from "./trusted";

/** How a request that meets the end of a session goes on. */
export interface SignInAgain {
  /** Whether somebody was signed in. */
  isOffered: () => boolean;
  /** Asks for the password, and ends when somebody is signed in again; then the request is sent again. */
  signIn: () => Promise<void>;
}

interface Made {
  client: Client;
  /** Close the socket; the client is of no use any more. */
  close: () => void;
}

/**
 * Make a client with an empty cache.
 *
 * Args:
 *   blindHashes: The hash of each document's blind form, where names, ages and contacts are to be hidden.
 */
export function createGatewayClient(again: SignInAgain, blindHashes: ReadonlyMap<string, string>): Made {
  const socket = createSocket({
    url: GRAPHQL_URL.replace(/^http/, "ws"),
    retryAttempts: Infinity,
    // What is thrown here, and not told by the socket, would be thrown again without end.
    shouldRetry: (problem) => problem instanceof Event,
    keepAlive: 15_000,
  });
  const client = new Client({
    url: GRAPHQL_URL,
    preferGetMethod: false,
    requestPolicy: "cache-and-network",
    exchanges: [
      knowsActive,
      remembersHash,
      cacheExchange({ updates: { Mutation: UPDATES } }),
      authExchange(async () => ({
        addAuthToOperation: (operation) => operation,
        didAuthError: (error) => isSignedOut(error) && again.isOffered(),
        refreshAuth: again.signIn,
      })),
      sendsHash(blindHashes),
      fetchExchange,
      subscriptionExchange({
        // The protocol wants a text; the server knows the document by its id.
        forwardSubscription: (body) => ({
          subscribe: (sink) => ({ unsubscribe: socket.subscribe({ ...body, query: "" } as SubscribePayload, sink) }),
        }),
      }),
    ],
  });
  return { client, close: () => void socket.dispose() };
}

/** Whether the server says that nobody is signed in. */
export function isSignedOut(error: CombinedError | undefined): boolean {
  return error?.graphQLErrors.some((each) => each.extensions["code"] === "UNAUTHENTICATED") ?? false;
}

const forgetResumes = (_result: unknown, _arguments: unknown, cache: Cache): void => forget(cache, "resumes", "resumeFacets", "statistics");

// What a mutation changes beyond the objects that it returns.
const UPDATES = {
  deleteResume(result: { deleteResume: { deletedResumeId: string } }, _arguments: unknown, cache: Cache): void {
    cache.invalidate({ __typename: "Resume", id: result.deleteResume.deletedResumeId });
    forgetResumes(result, _arguments, cache);
  },
  deleteResumes(result: { deleteResumes: { deletedResumeIds: string[] } }, _arguments: unknown, cache: Cache): void {
    for (const id of result.deleteResumes.deletedResumeIds) cache.invalidate({ __typename: "Resume", id });
    forgetResumes(result, _arguments, cache);
  },
  reanalyzeResumes: forgetResumes,
  correctAnalysis: forgetResumes,
  takeBackCorrections: forgetResumes,
  deletePositions: (_result: unknown, _arguments: unknown, cache: Cache) => forget(cache, "positions", "positionSources", "candidates", "statistics"),
  deleteAccount: (_result: unknown, _arguments: unknown, cache: Cache) => forget(cache, "users", "resumes", "statistics"),
};

function forget(cache: Cache, ...fields: string[]): void {
  for (const { fieldName, fieldKey } of cache.inspectFields("Query")) {
    if (fields.includes(fieldName)) cache.invalidate("Query", fieldKey);
  }
}

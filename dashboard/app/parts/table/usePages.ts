import type { AnyVariables, CombinedError, TypedDocumentNode } from "@urql/core";
import { useCallback, useMemo, useRef, useState } from "react";
import { useClient, useQuery } from "urql";

import { whenAllowed } from "../../client/limits";

export interface Connection<Node> {
  totalCount: number;
  pageInfo: { hasNextPage: boolean; endCursor?: string | null };
  edges: readonly { node: Node }[];
}

export interface Pages<Node> {
  rows: Node[];
  /** How many rows there are on the server; null until that is known. */
  total: number | null;
  error: CombinedError | undefined;
  /** Whether the rows are those of an earlier question, or there are none yet. */
  isLoading: boolean;
  isLoadingMore: boolean;
  hasMore: boolean;
  /** Load the next page, unless it could not be loaded before. */
  loadMore: () => void;
  reload: () => void;
  /** Try again what did not work: a later page alone, or all. */
  retry: () => void;
}

interface Later<Node> {
  /** Behind which first page these rows stand. */
  key: string;
  rows: Node[];
  info: { hasNextPage: boolean; endCursor?: string | null };
  error?: CombinedError;
}

/**
 * Load a connection page by page.
 *
 * Args:
 *   query: Takes the cursor as `after`.
 *   connectionOf: Finds the connection in an answer; the same function at every call.
 */
export function usePages<Data, Variables extends AnyVariables, Node>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  connectionOf: (data: Data) => Connection<Node> | null | undefined,
): Pages<Node> {
  const client = useClient();
  const asked = useMemo(() => JSON.stringify(variables), [variables]);
  // As `useQuery` wants them: conditional on what the document needs.
  const [{ data, error, fetching, operation }, ask] = useQuery({ query, variables } as Parameters<typeof useQuery<Data, Variables>>[0]);
  const [later, setLater] = useState<Later<Node> | null>(null);
  const [loadingKey, setLoadingKey] = useState<string | null>(null);

  const first = data ? (connectionOf(data) ?? null) : null;
  const isOfNow = operation !== undefined && JSON.stringify(operation.variables) === asked;
  // Where the first page ends elsewhere than before, the next one begins elsewhere too.
  const key = `${asked} ${first?.pageInfo.endCursor ?? ""}`;
  const present = useRef(key);
  present.current = key;
  const more = later?.key === key && isOfNow ? later : null;
  const info = more?.info ?? first?.pageInfo;
  const hasMore = isOfNow && (info?.hasNextPage ?? false);
  const rows = useMemo(() => {
    const nodes = first?.edges.map(({ node }) => node) ?? [];
    return more ? [...nodes, ...more.rows] : nodes;
  }, [first, more]);

  const cursor = info?.endCursor ?? null;
  const load = useCallback(() => {
    if (!hasMore || loadingKey === key) return;
    setLoadingKey(key);
    const after = { ...variables, after: cursor } as Variables;
    void whenAllowed(() => client.query(query, after, { requestPolicy: "network-only" }).toPromise()).then(({ data: answer, error: refusal }) => {
      setLoadingKey((now) => (now === key ? null : now));
      if (present.current !== key) return;
      const page = answer ? connectionOf(answer) : null;
      setLater((now) => {
        const before = now?.key === key ? now : { key, rows: [], info: { hasNextPage: true, endCursor: cursor } };
        if (!page) return { ...before, ...(refusal && { error: refusal }) };
        return { key, rows: [...before.rows, ...page.edges.map(({ node }) => node)], info: page.pageInfo };
      });
    });
  }, [client, query, variables, key, cursor, hasMore, loadingKey, connectionOf]);

  // Rows that stay in sight ask again and again: a page that does not come waits until somebody wants it.
  const hasFailed = more?.error !== undefined;
  const loadMore = useCallback(() => {
    if (!hasFailed) load();
  }, [hasFailed, load]);

  const reload = useCallback(() => {
    setLater(null);
    ask({ requestPolicy: "network-only" });
  }, [ask]);

  return {
    rows,
    total: first?.totalCount ?? null,
    error: error ?? more?.error,
    isLoading: fetching || !isOfNow,
    isLoadingMore: loadingKey === key,
    hasMore,
    loadMore,
    reload,
    retry: hasFailed && !error ? load : reload,
  };
}

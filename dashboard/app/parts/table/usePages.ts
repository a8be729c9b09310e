import type { AnyVariables, CombinedError, TypedDocumentNode } from "@urql/core";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useClient, useQuery } from "urql";

import { whenAllowed } from "../../client/limits";

interface PageInfo {
  hasNextPage: boolean;
  endCursor?: string | null;
}

export interface Connection<Node> {
  totalCount: number;
  pageInfo: PageInfo;
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
  /** Look at all rows again; those of later pages stay until they have come anew. */
  reload: () => void;
  /** Try again what did not work: a later page alone, or all. */
  retry: () => void;
}

/** The rows behind the first page. */
interface Later<Node> {
  /** To which question they are an answer. */
  asked: string;
  /** Which state of the first page they follow. */
  after: string;
  rows: Node[];
  info: PageInfo;
  error?: CombinedError;
}

// More than these are not loaded again because one of them changed.
const MOST_KEPT = 1000;

/** By what a row is known again; itself where it has no id. */
const identity = (node: object): unknown => ("id" in node ? node.id : node);

/**
 * Load a connection page by page.
 *
 * Args:
 *   query: Takes the cursor as `after`.
 *   connectionOf: Finds the connection in an answer; the same function at every call.
 */
export function usePages<Data, Variables extends AnyVariables, Node extends object>(
  query: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  connectionOf: (data: Data) => Connection<Node> | null | undefined,
): Pages<Node> {
  const client = useClient();
  const asked = JSON.stringify(variables);
  // As `useQuery` wants them: conditional on what the document needs.
  const [{ data, error, fetching, operation }, ask] = useQuery({ query, variables } as Parameters<typeof useQuery<Data, Variables>>[0]);
  const [later, setLater] = useState<Later<Node> | null>(null);
  const [loadingKey, setLoadingKey] = useState<string | null>(null);
  const [reloads, setReloads] = useState(0);

  const first = data ? (connectionOf(data) ?? null) : null;
  const isOfNow = operation !== undefined && JSON.stringify(operation.variables) === asked;
  // Where the first page ends elsewhere than before, the next one begins elsewhere too.
  const end = first?.pageInfo.endCursor ?? null;
  const isWhole = !first?.pageInfo.hasNextPage;
  const after = `${end} ${reloads}`;
  const key = `${asked} ${after}`;
  const present = useRef(key);
  present.current = key;
  const more = later?.asked === asked && isOfNow ? later : null;
  const isOld = more !== null && more.after !== after;
  const info = more?.info ?? first?.pageInfo;
  const hasMore = isOfNow && (info?.hasNextPage ?? false);
  const rows = useMemo(() => {
    const nodes = first?.edges.map(({ node }) => node) ?? [];
    if (!more) return nodes;
    // What has moved up to the first page is shown there.
    const shown = new Set(nodes.map(identity));
    return [...nodes, ...more.rows.filter((node) => !shown.has(identity(node)))];
  }, [first, more]);

  const pageAfter = useCallback(
    async (cursor: string | null) => {
      const behind = { ...(JSON.parse(asked) as Variables), after: cursor };
      const answer = await whenAllowed(() => client.query(query, behind, { requestPolicy: "network-only" }).toPromise());
      return { page: answer.data ? (connectionOf(answer.data) ?? null) : null, error: answer.error };
    },
    [client, query, asked, connectionOf],
  );

  // So many rows as were there before are loaded behind the first page as it is now, and then take their place.
  const wanted = isOld ? more.rows.length : 0;
  useEffect(() => {
    if (!isOld || fetching) return;
    let isWanted = true;
    void (async () => {
      let found: Later<Node> = { asked, after, rows: [], info: { hasNextPage: !isWhole, endCursor: end } };
      while (isWanted && found.rows.length < Math.min(wanted, MOST_KEPT) && found.info.hasNextPage) {
        const { page, error: refusal } = await pageAfter(found.info.endCursor ?? null);
        if (page) found = { ...found, rows: [...found.rows, ...page.edges.map(({ node }) => node)], info: page.pageInfo };
        else if (refusal) return isWanted && setLater((now) => now && { ...now, after, error: refusal });
        else break;
      }
      if (isWanted) setLater(found);
    })();
    return () => {
      isWanted = false;
    };
  }, [isOld, fetching, asked, after, end, isWhole, wanted, pageAfter]);

  const cursor = info?.endCursor ?? null;
  const load = useCallback(() => {
    if (!hasMore || isOld || loadingKey === key) return;
    setLoadingKey(key);
    void pageAfter(cursor).then(({ page, error: refusal }) => {
      setLoadingKey((now) => (now === key ? null : now));
      if (present.current !== key) return;
      setLater((now) => {
        const before = now?.asked === asked ? now : { asked, after, rows: [], info: { hasNextPage: true, endCursor: cursor } };
        if (!page) return { ...before, ...(refusal && { error: refusal }) };
        return { asked, after, rows: [...before.rows, ...page.edges.map(({ node }) => node)], info: page.pageInfo };
      });
    });
  }, [pageAfter, asked, after, key, cursor, hasMore, isOld, loadingKey]);

  // Rows that stay in sight ask again and again: a page that does not come waits until somebody wants it.
  const hasFailed = more?.error !== undefined;
  const loadMore = useCallback(() => {
    if (!hasFailed) load();
  }, [hasFailed, load]);

  const reload = useCallback(() => {
    setReloads((count) => count + 1);
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

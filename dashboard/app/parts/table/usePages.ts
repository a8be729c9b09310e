import type { AnyVariables, CombinedError, TypedDocumentNode } from "@urql/core";
import { useCallback, useEffect, useMemo, useRef, useState } from "react";
import { useClient, useQuery } from "urql";

import { whenAllowed } from "../../client/limits";
import { type Place, type Start, usePlace } from "./usePlace";

interface PageInfo {
  hasNextPage: boolean;
  endCursor?: string | null;
  hasPreviousPage?: boolean;
  startCursor?: string | null;
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
  /** Both ends of the list, and the way to each; null where it is read from its start only. */
  ends: Ends | null;
  /** Look at all rows again; those of later pages stay until they have come anew. */
  reload: () => void;
  /** Try again what did not work: a later page alone, or all. */
  retry: () => void;
}

export interface Ends {
  /** How many rows stand above those that are there; null where nobody knows. */
  aboveCount: number | null;
  /** How many of the rows were loaded above those that were there first. */
  earlierCount: number;
  /** Where to open the list, as often as the key changes: at a row, or at -1, the last one. */
  opening: { key: string; at: number };
  loadEarlier: () => void;
  toStart: () => void;
  toEnd: () => void;
  /** Say which row is the first in sight. */
  note: (at: number) => void;
}

/** A page of the rows that are there: how many it has, and the cursor of the first. */
interface Mark {
  count: number;
  startCursor: string | null;
}

const markOf = ({ edges, pageInfo }: Connection<unknown>): Mark => ({ count: edges.length, startCursor: pageInfo.startCursor ?? null });

/** The rows behind the first page. */
interface Later<Node> {
  /** To which question they are an answer. */
  asked: string;
  /** Which state of the first page they follow. */
  after: string;
  rows: Node[];
  marks: Mark[];
  info: PageInfo;
  error?: CombinedError;
}

/** The rows above the first page. */
interface Earlier<Node> {
  asked: string;
  rows: Node[];
  marks: Mark[];
  info: PageInfo;
}

// More than these are not loaded again because one of them changed.
const MOST_KEPT = 1000;

/** By what a row is known again; itself where it has no id. */
const identity = (node: object): unknown => ("id" in node ? node.id : node);

/**
 * Load a connection page by page.
 *
 * Args:
 *   query: Takes the cursor as `after`; where it is read both ways, `first`, `last` and `before` too.
 *   size: Rows a page, where the list is read both ways.
 *   connectionOf: Finds the connection in an answer; the same function at every call.
 */
export function usePages<Data, Variables extends AnyVariables, Node extends object>(
  query: TypedDocumentNode<Data, Variables>,
  given: Variables,
  connectionOf: (data: Data) => Connection<Node> | null | undefined,
  size?: number,
): Pages<Node> {
  const client = useClient();
  const question = JSON.stringify(given);
  const { place, key: placeKey, jump, note } = usePlace(question);
  const variables = useMemo(() => ({ ...given, ...(size && pageAt(place.start, size)) }) as Variables, [question, place.start, size]);
  const asked = JSON.stringify(variables);
  // As `useQuery` wants them: conditional on what the document needs.
  const [{ data, error, fetching, operation }, ask] = useQuery({ query, variables } as Parameters<typeof useQuery<Data, Variables>>[0]);
  const [later, setLater] = useState<Later<Node> | null>(null);
  const [earlier, setEarlier] = useState<Earlier<Node> | null>(null);
  const [loadingAbove, setLoadingAbove] = useState<string | null>(null);
  const [refusedAbove, setRefusedAbove] = useState<{ key: string; error: CombinedError } | null>(null);
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
  const above = earlier?.asked === `${asked} ${reloads}` && isOfNow ? earlier : null;
  const info = more?.info ?? first?.pageInfo;
  const hasMore = isOfNow && (info?.hasNextPage ?? false);
  const rows = useMemo(() => {
    const nodes = first?.edges.map(({ node }) => node) ?? [];
    if (!more && !above) return nodes;
    // What has moved to the first page is shown there.
    const shown = new Set(nodes.map(identity));
    const others = (some: Node[] | undefined) => some?.filter((node) => !shown.has(identity(node))) ?? [];
    return [...others(above?.rows), ...nodes, ...others(more?.rows)];
  }, [first, more, above]);

  const pageBy = useCallback(
    async (cursors: object) => {
      const wanted = { ...(JSON.parse(question) as Variables), ...cursors };
      const answer = await whenAllowed(() => client.query(query, wanted, { requestPolicy: "network-only" }).toPromise());
      return { page: answer.data ? (connectionOf(answer.data) ?? null) : null, error: answer.error };
    },
    [client, query, question, connectionOf],
  );
  const pageAfter = useCallback((cursor: string | null) => pageBy({ after: cursor, ...(size && { first: size }) }), [pageBy, size]);

  // So many rows as were there before are loaded behind the first page as it is now, and then take their place.
  const wanted = isOld ? more.rows.length : 0;
  useEffect(() => {
    if (!isOld || fetching) return;
    let isWanted = true;
    void (async () => {
      let found: Later<Node> = { asked, after, rows: [], marks: [], info: { hasNextPage: !isWhole, endCursor: end } };
      while (isWanted && found.rows.length < Math.min(wanted, MOST_KEPT) && found.info.hasNextPage) {
        const { page, error: refusal } = await pageAfter(found.info.endCursor ?? null);
        if (page) found = { ...found, ...withPage(found, page), info: page.pageInfo };
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
        const before = now?.asked === asked ? now : { asked, after, rows: [], marks: [], info: { hasNextPage: true, endCursor: cursor } };
        if (!page) return { ...before, ...(refusal && { error: refusal }) };
        return { asked, after, ...withPage(before, page), info: page.pageInfo };
      });
    });
  }, [pageAfter, asked, after, key, cursor, hasMore, isOld, loadingKey]);

  // Rows that stay in sight ask again and again: a page that does not come waits until somebody wants it.
  const hasFailed = more?.error !== undefined;
  const loadMore = useCallback(() => {
    if (!hasFailed) load();
  }, [hasFailed, load]);

  const infoAbove = above?.info ?? first?.pageInfo;
  const cursorAbove = isOfNow && infoAbove?.hasPreviousPage ? (infoAbove.startCursor ?? null) : null;
  const keyAbove = `${asked} ${reloads} ${cursorAbove}`;
  const loadEarlier = useCallback(() => {
    const state = `${asked} ${reloads}`;
    if (!size || cursorAbove === null || loadingAbove === keyAbove) return;
    setLoadingAbove(keyAbove);
    void pageBy({ last: size, before: cursorAbove }).then(({ page, error: refusal }) => {
      // As below: what does not come waits until somebody wants it.
      if (!page) return refusal && setRefusedAbove({ key: keyAbove, error: refusal });
      setEarlier((now) => {
        const before = now?.asked === state ? now : { rows: [], marks: [] };
        return { asked: state, rows: [...page.edges.map(({ node }) => node), ...before.rows], marks: [markOf(page), ...before.marks], info: page.pageInfo };
      });
    });
  }, [pageBy, asked, reloads, size, cursorAbove, keyAbove, loadingAbove]);
  const refusalAbove = refusedAbove?.key === keyAbove ? refusedAbove.error : undefined;
  const retryAbove = () => {
    setRefusedAbove(null);
    setLoadingAbove(null);
  };

  // What stood behind the place may be gone, and then the end is what is nearest.
  const isPastEnd = isOfNow && !fetching && first !== null && first.edges.length === 0 && typeof place.start === "object";
  useEffect(() => {
    if (isPastEnd) jump("end");
  }, [isPastEnd, jump]);

  const total = first?.totalCount ?? null;
  const ends: Ends | null = size
    ? {
        aboveCount: cursorAbove === null && place.start === "start" ? 0 : place.start === "end" && !hasMore && total !== null ? total - rows.length : null,
        earlierCount: above?.rows.length ?? 0,
        opening: { key: placeKey, at: place.at },
        loadEarlier,
        toStart: () => jump("start"),
        toEnd: () => jump("end"),
        note: (at) => first && isOfNow && note(placeOf(at, place.start, above?.marks ?? [], markOf(first), more?.marks ?? [])),
      }
    : null;

  const reload = useCallback(() => {
    setReloads((count) => count + 1);
    ask({ requestPolicy: "network-only" });
  }, [ask]);

  return {
    rows,
    total,
    error: error ?? more?.error ?? refusalAbove,
    isLoading: fetching || !isOfNow,
    isLoadingMore: loadingKey === key,
    hasMore,
    loadMore,
    ends,
    reload,
    retry: error ? reload : hasFailed ? load : refusalAbove ? retryAbove : reload,
  };
}

/** The arguments of the page at a start. */
function pageAt(start: Start, size: number): object {
  if (start === "end") return { last: size };
  return start === "start" ? { first: size } : { first: size, after: start.after };
}

function withPage<Node>({ rows, marks }: { rows: Node[]; marks: Mark[] }, page: Connection<Node>): { rows: Node[]; marks: Mark[] } {
  return { rows: [...rows, ...page.edges.map(({ node }) => node)], marks: [...marks, markOf(page)] };
}

/** The place of a row, told by the page that it is on: what is above that need not be loaded to come back. */
export function placeOf(at: number, start: Start, earlier: Mark[], first: Mark, later: Mark[]): Place {
  let above = 0;
  for (const mark of [...earlier, first, ...later]) {
    if (at < above + mark.count) {
      if (mark === first) return { start, at: at - above };
      // Behind its first row: a cursor is of a row, and not of a page.
      if (mark.startCursor !== null) return { start: { after: mark.startCursor }, at: Math.max(0, at - above - 1) };
    }
    above += mark.count;
  }
  return { start, at: 0 };
}

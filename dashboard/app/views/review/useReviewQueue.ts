import type { CombinedError } from "@urql/core";
import { useCallback, useEffect, useRef, useState } from "react";
import { useClient } from "urql";

import { whenAllowed } from "../../client/limits";
import { ReviewQueueDocument } from "../../gql/graphql";

/** A resume below this has no doubt that is worth a look: the server leaves them unlisted. */
const LEAST_WEIGHT = 0.2;
const NEAR = 5;

interface Queue {
  ids: string[];
  /** How many there were when the queue was first looked at; in the end those that came. */
  total: number | null;
  error: CombinedError | undefined;
  /** Have what comes after this place at hand. */
  reach: (at: number) => void;
  reload: () => void;
}

/**
 * The resumes that deserve a look, the most uncertain first.
 *
 * The order is that of the moment when it was asked for: what is corrected meanwhile does not move what comes next.
 */
export function useReviewQueue(): Queue {
  const client = useClient();
  const [ids, setIds] = useState<string[]>([]);
  const [total, setTotal] = useState<number | null>(null);
  const [isWhole, setWhole] = useState(false);
  const [error, setError] = useState<CombinedError>();
  const cursor = useRef<string | null | undefined>(undefined);
  const isAsking = useRef(false);

  const ask = useCallback(async () => {
    if (isAsking.current || cursor.current === null) return;
    isAsking.current = true;
    const variables = { least: LEAST_WEIGHT, after: cursor.current };
    const answer = await whenAllowed(() => client.query(ReviewQueueDocument, variables, { requestPolicy: "network-only" }).toPromise());
    isAsking.current = false;
    setError(answer.error);
    const page = answer.data?.resumes;
    if (!page) return;
    cursor.current = page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null;
    setWhole(cursor.current === null);
    setTotal((now) => now ?? page.totalCount);
    // Pages that are asked for later may name again what moved meanwhile.
    setIds((now) => [...new Set([...now, ...page.edges.map(({ node }) => node.id)])]);
  }, [client]);

  const reload = useCallback(() => {
    cursor.current = undefined;
    setIds([]);
    setTotal(null);
    setWhole(false);
    void ask();
  }, [ask]);

  useEffect(() => void ask(), [ask]);

  const reach = useCallback(
    (at: number) => {
      if (ids.length > 0 && at >= ids.length - NEAR) void ask();
    },
    [ids.length, ask],
  );
  // What was deleted or corrected meanwhile never comes: nobody waits for it at the end.
  return { ids, total: isWhole ? ids.length : total, error, reach, reload };
}

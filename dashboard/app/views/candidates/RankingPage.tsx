import { useEffect } from "react";
import { useQuery } from "urql";

import { type CandidateFilter, CandidatesDocument, type CandidatesFor } from "../../gql/graphql";
import { ErrorNote, Skeleton } from "../../parts/Notes";
import { useText } from "../../texts";
import { CandidateCard } from "./CandidateCard";
import { type Ranked, rankedOf } from "./ranked";
import type { Described } from "./ReadDescription";

/** What a page tells of the whole ranking, and whether others follow it. */
export interface Told {
  count: number;
  described: Described | null;
  firstPlace: number;
  hasMore: boolean;
}

interface Properties {
  wanted: CandidatesFor;
  filter: CandidateFilter | null;
  after: string | null;
  /** The place of the page's first candidate. */
  firstPlace: number;
  /** So many pages are shown from this one on. */
  pages: number;
  comparedIds: string[];
  onCompare: (id: string, isCompared: boolean) => void;
  onLoad: (candidates: Ranked[], told: Told) => void;
}

/** A page of the ranking, and the next ones after it. */
export function RankingPage(properties: Properties) {
  const { wanted, filter, after, firstPlace, pages, comparedIds, onCompare, onLoad } = properties;
  const t = useText();
  const [{ data, error, fetching }, look] = useQuery({ query: CandidatesDocument, variables: { for: wanted, filter, after } });
  const page = data?.candidates;
  const isReading = error?.graphQLErrors.some(({ extensions }) => extensions["code"] === "UNAVAILABLE") ?? false;

  useEffect(() => {
    if (!page) return;
    const { totalCount, described, edges, pageInfo } = page;
    onLoad(rankedOf(edges.map(({ node }) => node), firstPlace), { count: totalCount, described, firstPlace, hasMore: pageInfo.hasNextPage });
  }, [page, firstPlace, onLoad]);

  useEffect(() => {
    if (!isReading || fetching) return;
    const timer = setTimeout(() => look({ requestPolicy: "network-only" }), 2000);
    return () => clearTimeout(timer);
  }, [isReading, fetching, look]);

  if (error && !isReading && !page) return <ErrorNote error={error} onRetry={() => look({ requestPolicy: "network-only" })} />;
  if (!page) {
    return (
      <>
        {isReading && <p className="text-soft">{t("candidates.reading")}</p>}
        <Skeleton rows={5} className="h-60" />
      </>
    );
  }
  const shown = rankedOf(page.edges.map(({ node }) => node), firstPlace);
  return (
    <>
      <ol className="space-y-3">
        {shown.map((ranked) => (
          <CandidateCard
            key={ranked.id}
            ranked={ranked}
            isCompared={comparedIds.includes(ranked.id)}
            onCompare={(isCompared) => onCompare(ranked.id, isCompared)}
          />
        ))}
      </ol>
      {page.pageInfo.hasNextPage && pages > 1 && (
        <RankingPage {...properties} after={page.pageInfo.endCursor ?? null} firstPlace={firstPlace + page.edges.length} pages={pages - 1} />
      )}
    </>
  );
}

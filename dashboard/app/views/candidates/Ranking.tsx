import { useCallback, useEffect, useMemo, useRef, useState } from "react";

import { useSession } from "../../client/SessionProvider";
import type { CandidatesFor } from "../../gql/graphql";
import { Button } from "../../parts/Button";
import { Empty, Skeleton } from "../../parts/Notes";
import { useUrlState } from "../../parts/urlState";
import { useText } from "../../texts";
import { CandidateFilters } from "./CandidateFilters";
import { Comparison } from "./Comparison";
import { filterOf } from "./filters";
import { compared, MOST_COMPARED, type Ranked } from "./ranked";
import { RankingPage, type Told } from "./RankingPage";
import { ReadDescription } from "./ReadDescription";

const MOST_PAGES = 25;

/** The candidates for a position or a description: ranked, narrowed by conditions, compared with one another. */
export function Ranking({ wanted }: { wanted: CandidatesFor }) {
  const { isBlind } = useSession();
  // Nothing of what one view of them showed stays in the other.
  return <Of key={`${isBlind} ${JSON.stringify(wanted)}`} wanted={wanted} />;
}

function Of({ wanted }: { wanted: CandidatesFor }) {
  const t = useText();
  const [parameters, change] = useUrlState();
  const filter = filterOf(parameters);
  const filterKey = JSON.stringify(filter);
  const pages = Math.min(Math.max(Number(parameters.get("pages")) || 1, 1), MOST_PAGES);
  const comparedIds = (parameters.get("compare") ?? "").split(",").filter(Boolean).slice(0, MOST_COMPARED);
  const [known, setKnown] = useState<ReadonlyMap<string, Ranked>>(new Map());
  const [told, setTold] = useState<(Told & { filterKey: string }) | null>(null);
  const totalCount = told?.filterKey === filterKey ? told.count : null;

  const note = useCallback(
    (candidates: Ranked[], now: Told) => {
      setKnown((before) => new Map([...before, ...candidates.map((ranked) => [ranked.id, ranked] as const)]));
      setTold((before) => (before?.filterKey === filterKey && before.firstPlace > now.firstPlace ? before : { ...now, filterKey }));
    },
    [filterKey],
  );

  const chosen = useMemo(() => comparedIds.flatMap((id) => known.get(id) ?? []), [comparedIds.join(), known]);
  const isComparing = parameters.get("side") === "1" && chosen.length > 1;
  const compare = (id: string, isCompared: boolean) => change({ compare: compared(comparedIds, id, isCompared).join(",") });

  const bar = useRef<HTMLDivElement>(null);
  const isSwitched = useRef(false);
  const show = (side: string | null) => {
    isSwitched.current = true;
    change({ side }, { keep: side !== null });
  };
  useEffect(() => {
    if (isSwitched.current) bar.current?.querySelector("button")?.focus();
    isSwitched.current = false;
  }, [isComparing]);

  return (
    <div className="space-y-4">
      {told?.described && <ReadDescription described={told.described} />}
      {wanted.text && !told && <Skeleton rows={1} className="h-48" />}
      <CandidateFilters />
      <div className="flex min-h-10 flex-wrap items-center justify-between gap-3">
        <p aria-live="polite" className="text-soft">
          {totalCount !== null && t(filter ? "candidates.countFiltered" : "candidates.count", { count: totalCount })}
        </p>
        <div ref={bar} className="flex flex-wrap items-center gap-2 print:hidden">
          {isComparing ? (
            <Button onClick={() => show(null)}>{t("candidates.backToList")}</Button>
          ) : (
            <>
              <span className="text-sm text-soft">{t("candidates.chosen", { count: chosen.length, most: MOST_COMPARED })}</span>
              <Button kind="main" disabled={chosen.length < 2} onClick={() => show("1")}>
                {t("candidates.compare")}
              </Button>
            </>
          )}
        </div>
      </div>
      {isComparing && <Comparison chosen={chosen} onLeaveOut={(id) => compare(id, false)} />}
      <div hidden={isComparing} className="space-y-3">
        {totalCount === 0 && <Empty title={t("candidates.noneTitle")}>{t(filter ? "candidates.noneFiltered" : "candidates.none")}</Empty>}
        <RankingPage
          key={filterKey}
          wanted={wanted}
          filter={filter}
          after={null}
          firstPlace={1}
          pages={pages}
          comparedIds={comparedIds}
          onCompare={compare}
          onLoad={note}
        />
        {told?.filterKey === filterKey && told.hasMore && (
          <Button onClick={() => change({ pages: String(pages + 1) })}>{t("candidates.more")}</Button>
        )}
      </div>
    </div>
  );
}

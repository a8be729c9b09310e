import { useEffect, useState } from "react";
import { useQuery } from "urql";

import { PositionSourcesDocument } from "../../gql/graphql";
import { useText } from "../../texts";

const PAUSE_MS = 1500;

/** How many of the new positions are written already, as the catalogue tells; the server goes on whoever leaves. */
export function Writing({ source, addedCount }: { source: string; addedCount: number | null }) {
  const t = useText();
  const [{ data, fetching }, look] = useQuery({ query: PositionSourcesDocument, requestPolicy: "cache-and-network" });
  const count = data?.positionSources?.find(({ name }) => name === source)?.positionCount ?? 0;
  const [before] = useState(count);
  const written = Math.min(Math.max(count - before, 0), addedCount ?? Infinity);

  useEffect(() => {
    if (fetching) return;
    const timer = setTimeout(() => look({ requestPolicy: "network-only" }), PAUSE_MS);
    return () => clearTimeout(timer);
  }, [fetching, look]);

  return (
    <>
      <progress {...(written > 0 && addedCount && { value: written, max: addedCount })} aria-label={t("importing.importing")} className="h-2 grow accent-accent" />
      <span className="text-soft tabular-nums">
        {written === 0 ? t("importing.importing") : addedCount === null ? t("importing.writtenSoFar", { written }) : t("importing.written", { written, count: addedCount })}
      </span>
      <span className="basis-full text-sm text-soft">{t("importing.mayLeave")}</span>
    </>
  );
}

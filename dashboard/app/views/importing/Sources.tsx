import type { CombinedError } from "@urql/core";
import { useEffect, useState } from "react";
import { useMutation, useQuery } from "urql";
import { Link } from "wouter";

import { DeletePositionsDocument, PositionSourcesDocument } from "../../gql/graphql";
import { Ask } from "../../parts/Ask";
import { Button } from "../../parts/Button";
import { ErrorNote, Skeleton } from "../../parts/Notes";
import { useToast } from "../../parts/Toasts";
import { useText } from "../../texts";
import { useRefusal } from "../../texts/refusals";

/** The sources of the catalogue; an import can be taken back. */
export function Sources({ importCount }: { importCount: number }) {
  const t = useText();
  const refusal = useRefusal();
  const toast = useToast();
  const [{ data, error }, look] = useQuery({ query: PositionSourcesDocument });
  const [{ fetching }, deletePositions] = useMutation(DeletePositionsDocument);
  const [asked, setAsked] = useState<{ name: string; positionCount: number } | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [failure, setFailure] = useState<CombinedError>();
  const sources = data?.positionSources;

  useEffect(() => {
    if (importCount > 0) look({ requestPolicy: "network-only" });
  }, [importCount, look]);

  async function takeBack(source: string) {
    setProblem(null);
    setFailure(undefined);
    const { data: told, error: failed } = await deletePositions({ input: { source } });
    setFailure(failed);
    const outcome = told?.deletePositions;
    if (outcome?.__typename === "InvalidInputError") setProblem(refusal(outcome, "error.server"));
    if (outcome?.__typename !== "DeletePositionsSuccess") return;
    setAsked(null);
    toast(t("importing.takenBack", { count: outcome.deletedCount }));
    look({ requestPolicy: "network-only" });
  }

  return (
    <section aria-labelledby="sources" className="space-y-3">
      <h2 id="sources" className="text-lg font-semibold">
        {t("importing.sources")}
      </h2>
      {error && <ErrorNote error={error} onRetry={() => look({ requestPolicy: "network-only" })} />}
      {!sources && !error && <Skeleton rows={2} className="h-12" />}
      {sources && (
        <ul className="divide-y divide-line rounded-xl border border-line bg-card">
          {sources.map((source) => (
            <li key={source.name} className="flex min-h-12 flex-wrap items-center gap-x-4 gap-y-1 px-4 py-2">
              <Link href={`/positions?source=${encodeURIComponent(source.name)}`} className="min-w-0 grow truncate text-accent hover:underline">
                {source.name === "bundled" ? t("positions.bundled") : source.name}
              </Link>
              <span className="text-soft tabular-nums">{t("positions.count", { count: source.positionCount })}</span>
              {source.name !== "bundled" && (
                <Button kind="quiet" small onClick={() => setAsked(source)} aria-label={t("importing.takeBackOf", { source: source.name })}>
                  {t("importing.takeBack")}
                </Button>
              )}
            </li>
          ))}
        </ul>
      )}
      <Ask
        title={t("importing.takeBackTitle")}
        open={asked !== null}
        action={t("importing.takeBack")}
        isBusy={fetching}
        onDo={() => asked && void takeBack(asked.name)}
        onClose={() => {
          setAsked(null);
          setProblem(null);
          setFailure(undefined);
        }}
      >
        {asked && t("importing.takeBackText", { source: asked.name, count: asked.positionCount })}
        {problem && <p role="alert" className="mt-2 text-bad">{problem}</p>}
        {failure && <ErrorNote error={failure} />}
      </Ask>
    </section>
  );
}

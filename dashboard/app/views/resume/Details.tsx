import { useEffect, useState } from "react";
import { useSearchParams } from "wouter";

import { useSession } from "../../client/SessionProvider";
import type { AnalysisShownFragment, ResumeShownFragment } from "../../gql/graphql";
import { ErrorNote, Skeleton } from "../../parts/Notes";
import { useText } from "../../texts";
import { Fields } from "./Fields";
import { useHighlight, useJump } from "./highlight";
import { Pages } from "./pages/Pages";
import { useResumePages } from "./pages/useResumePages";
import { ReadingProvider } from "./reading";
import { ToReview } from "./ToReview";
import { Warnings } from "./Warnings";

const PARTS = ["both", "pages", "fields"] as const;
type Part = (typeof PARTS)[number];

/** What was read, beside the pages that it was read from. */
export function Details({ resume, analysis }: { resume: ResumeShownFragment; analysis: AnalysisShownFragment }) {
  const t = useText();
  const { pages, placed, error, isLoading, look, askAnew } = useResumePages(resume.id, analysis);
  const { isBlind } = useSession();
  const [part, setPart] = useState<Part>("both");

  // Who comes from a match is led to the words that it speaks of.
  const [search] = useSearchParams();
  const { go } = useHighlight();
  const at = search.get("at");
  const isPlaced = at !== null && placed.has(at);
  useEffect(() => {
    if (isPlaced) go(at, "page");
  }, [isPlaced, at, go]);

  const toPage = useJump("page");
  const toFields = useJump("fields");
  useEffect(() => {
    if (toPage) setPart((now) => (now === "fields" ? "both" : now));
    if (toFields) setPart((now) => (now === "pages" ? "both" : now));
  }, [toPage, toFields]);

  const hasPages = pages.length > 0 || isLoading;
  return (
    <ReadingProvider resume={resume} analysis={analysis} placed={placed}>
      {hasPages && (
        <div role="group" aria-label={t("pages.show")} className="mb-4 inline-flex rounded-lg border border-line bg-card p-0.5 print:hidden">
          {PARTS.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={part === each}
              onClick={() => setPart(each)}
              className="rounded-md px-3 py-1 text-sm text-soft aria-pressed:bg-accent-wash aria-pressed:font-medium aria-pressed:text-accent"
            >
              {t(`pages.show.${each}`)}
            </button>
          ))}
        </div>
      )}
      {isBlind && <p className="mb-4 rounded-lg bg-sunken px-4 py-2 text-soft">{t("resume.pagesHidden")}</p>}
      {error && <ErrorNote error={error} onRetry={look} />}
      <div className={`grid items-start gap-6 ${hasPages && part === "both" ? "lg:grid-cols-2" : ""}`}>
        {hasPages && part !== "fields" && (
          <div className="min-w-0 lg:sticky lg:top-6">
            {!isLoading ? <Pages pages={pages} onBroken={askAnew} /> : <Skeleton rows={1} className="aspect-[210/297] h-auto" />}
          </div>
        )}
        {part !== "pages" && (
          <div className="min-w-0 space-y-4">
            <Warnings />
            <ToReview />
            <Fields />
          </div>
        )}
      </div>
    </ReadingProvider>
  );
}

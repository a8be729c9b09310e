import { useEffect, useMemo, useRef, useState } from "react";
import { useQuery } from "urql";

import { type AnalysisShownFragment, type PageShownFragment, ResumePagesDocument, type ResumeShownFragment } from "../../gql/graphql";
import { ErrorNote, Skeleton } from "../../parts/Notes";
import { useText } from "../../texts";
import { Fields } from "./Fields";
import { useJump } from "./highlight";
import { Pages } from "./pages/Pages";
import { keysOn } from "./pages/places";
import { ReadingProvider } from "./reading";
import { ToReview } from "./ToReview";
import { Warnings } from "./Warnings";

const PARTS = ["both", "pages", "fields"] as const;
type Part = (typeof PARTS)[number];

const NO_PAGES: PageShownFragment[] = [];
// An address that has ended is asked for anew; a picture that cannot be painted is not, again and again.
const BROKEN_AGAIN_MS = 60_000;

/** What was read, beside the pages that it was read from. */
export function Details({ resume, analysis }: { resume: ResumeShownFragment; analysis: AnalysisShownFragment }) {
  const t = useText();
  const [{ data, error, fetching }, look] = useQuery({ query: ResumePagesDocument, variables: { id: resume.id } });
  const [part, setPart] = useState<Part>("both");
  const brokenAt = useRef(-BROKEN_AGAIN_MS);
  const pages = data?.resume?.pages ?? NO_PAGES;
  const placed = useMemo(() => keysOn(pages), [pages]);

  // Corrections and later analyses change which words of the pages are values.
  const evidence = JSON.stringify(analysis.evidence);
  const seen = useRef(evidence);
  useEffect(() => {
    if (seen.current === evidence) return;
    seen.current = evidence;
    look({ requestPolicy: "network-only" });
  }, [evidence, look]);

  const toPage = useJump("page");
  const toFields = useJump("fields");
  useEffect(() => {
    if (toPage) setPart((now) => (now === "fields" ? "both" : now));
    if (toFields) setPart((now) => (now === "pages" ? "both" : now));
  }, [toPage, toFields]);

  function askAnew() {
    if (performance.now() - brokenAt.current < BROKEN_AGAIN_MS) return;
    brokenAt.current = performance.now();
    look({ requestPolicy: "network-only" });
  }

  const hasPages = pages.length > 0 || (fetching && !data);
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
      {error && <ErrorNote error={error} onRetry={() => look({ requestPolicy: "network-only" })} />}
      <div className={`grid items-start gap-6 ${hasPages && part === "both" ? "lg:grid-cols-2" : ""}`}>
        {hasPages && part !== "fields" && (
          <div className="min-w-0 lg:sticky lg:top-6">
            {data ? <Pages pages={pages} onBroken={askAnew} /> : <Skeleton rows={1} className="aspect-[210/297] h-auto" />}
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

import { useEffect } from "react";

import type { AnalysisShownFragment, ComparedFragment } from "../../gql/graphql";
import { ErrorNote, Skeleton } from "../../parts/Notes";
import { useText } from "../../texts";
import { ofKey } from "../resume/fields";
import { HighlightProvider, useHighlight, useJump } from "../resume/highlight";
import { Pages } from "../resume/pages/Pages";
import { useResumePages } from "../resume/pages/useResumePages";
import { ReadingProvider } from "../resume/reading";
import { rowId } from "./ComparedTable";

interface Properties {
  label: string;
  resume: ComparedFragment;
  analysis: AnalysisShownFragment;
}

/** The pages of one of two resumes, with a mark on every value; each mark leads to what both say of its field. */
export function ComparedPages({ label, resume, analysis }: Properties) {
  const t = useText();
  const { pages, placed, error, isLoading, look, askAnew } = useResumePages(resume.id, analysis);
  return (
    <section aria-label={t("compare.pagesOf", { side: label, name: resume.fileName })} className="min-w-0 space-y-2">
      <p className="truncate text-sm text-soft">
        {label} · {resume.fileName}
      </p>
      {error && <ErrorNote error={error} onRetry={look} />}
      {isLoading && <Skeleton rows={1} className="aspect-[210/297] h-auto" />}
      {pages.length > 0 && (
        <HighlightProvider>
          <ReadingProvider resume={resume} analysis={analysis} placed={placed}>
            <ToRow />
            <Pages pages={pages} onBroken={askAnew} />
          </ReadingProvider>
        </HighlightProvider>
      )}
    </section>
  );
}

/** Brings who goes from a mark to its field to that field's row. */
function ToRow() {
  const { arrive } = useHighlight();
  const jump = useJump("fields");
  useEffect(() => {
    if (!jump) return;
    arrive();
    const row = document.getElementById(rowId(ofKey(jump.key).field));
    row?.focus({ preventScroll: true });
    row?.scrollIntoView({ block: "center" });
  }, [jump, arrive]);
  return null;
}

import type { AnalysisShownFragment, ResumeShownFragment } from "../../gql/graphql";
import { Fields } from "./Fields";
import { ReadingProvider } from "./reading";
import { ToReview } from "./ToReview";
import { Warnings } from "./Warnings";

const NOWHERE: ReadonlySet<string> = new Set();

/** What was read, beside the pages that it was read from. */
export function Details({ resume, analysis }: { resume: ResumeShownFragment; analysis: AnalysisShownFragment }) {
  return (
    <ReadingProvider resume={resume} analysis={analysis} placed={NOWHERE}>
      <div className="space-y-4">
        <Warnings />
        <ToReview />
        <Fields />
      </div>
    </ReadingProvider>
  );
}

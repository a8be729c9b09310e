import { createContext, type ReactNode, useContext, useMemo } from "react";

import type { AnalysisField, AnalysisShownFragment, EvidenceShownFragment } from "../../gql/graphql";
import { evidenceByKey } from "./fields";

type Correction = AnalysisShownFragment["corrections"][number];
type ReviewItem = AnalysisShownFragment["review"][number];

interface Reading {
  resume: { id: string };
  analysis: AnalysisShownFragment;
  evidence: ReadonlyMap<string, EvidenceShownFragment>;
  /** The keys of the values whose place is shown on a page. */
  placed: ReadonlySet<string>;
  corrections: ReadonlyMap<AnalysisField, Correction>;
  review: readonly ReviewItem[];
}

const ReadingContext = createContext<Reading | null>(null);

interface Properties {
  resume: { id: string };
  analysis: AnalysisShownFragment;
  placed: ReadonlySet<string>;
  children: ReactNode;
}

/** Gives the parts of a resume's view what was read from it. */
export function ReadingProvider({ resume, analysis, placed, children }: Properties) {
  const reading = useMemo(
    () => ({
      resume,
      analysis,
      placed,
      evidence: evidenceByKey(analysis),
      corrections: new Map(analysis.corrections.map((each) => [each.field, each])),
      review: analysis.review,
    }),
    [resume, analysis, placed],
  );
  return <ReadingContext value={reading}>{children}</ReadingContext>;
}

/** What was read from the resume that is open. */
export function useReading(): Reading {
  const found = useContext(ReadingContext);
  if (!found) throw new Error("There is no resume around this part of the page.");
  return found;
}

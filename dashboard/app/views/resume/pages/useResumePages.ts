import type { CombinedError } from "@urql/core";
import { useCallback, useEffect, useMemo, useRef } from "react";
import { useQuery } from "urql";

import { type AnalysisShownFragment, type PageShownFragment, ResumePagesDocument } from "../../../gql/graphql";
import { keysOn } from "./places";

const NO_PAGES: PageShownFragment[] = [];
// An address that has ended is asked for anew; a picture that cannot be painted is not, again and again.
const BROKEN_AGAIN_MS = 60_000;

interface ResumePages {
  pages: PageShownFragment[];
  /** The keys of the values whose place is on one of them. */
  placed: ReadonlySet<string>;
  error: CombinedError | undefined;
  isLoading: boolean;
  look: () => void;
  /** Called where a picture could not be painted. */
  askAnew: () => void;
}

/** The pages from which a resume was read, as they are marked now. */
export function useResumePages(id: string, analysis: AnalysisShownFragment): ResumePages {
  const [{ data, error, fetching }, ask] = useQuery({ query: ResumePagesDocument, variables: { id } });
  const brokenAt = useRef(-BROKEN_AGAIN_MS);
  const pages = data?.resume?.pages ?? NO_PAGES;
  const placed = useMemo(() => keysOn(pages), [pages]);
  const look = useCallback(() => ask({ requestPolicy: "network-only" }), [ask]);

  // Corrections and later analyses change which words of the pages are values.
  const evidence = JSON.stringify(analysis.evidence);
  const seen = useRef(evidence);
  useEffect(() => {
    if (seen.current === evidence) return;
    seen.current = evidence;
    look();
  }, [evidence, look]);

  const askAnew = (): void => {
    if (performance.now() - brokenAt.current < BROKEN_AGAIN_MS) return;
    brokenAt.current = performance.now();
    look();
  };
  return { pages, placed, error, isLoading: fetching && !data, look, askAnew };
}

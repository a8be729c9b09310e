import { useCallback, useMemo, useState } from "react";

/** Where the rows that are there begin: at the start of the list, a page before its end, or behind a row. */
export type Start = "start" | "end" | { after: string };

/** A place in a list: which of the rows that are there is the first in sight, or -1 for the last one at all. */
export interface Place {
  start: Start;
  at: number;
}

interface Kept extends Place {
  question: string;
}

const BEGINNING: Place = { start: "start", at: 0 };

/** The place that was noted in this step of the browser's history, where it is one of this list. */
function keptPlace(question: string): Place | null {
  const kept = (history.state as { tablePlace?: Kept } | null)?.tablePlace;
  return kept?.question === question ? kept : null;
}

interface Placed {
  place: Place;
  /** Is another one whenever the list is to be opened at its place anew. */
  key: string;
  jump: (start: Start) => void;
  /** Keep what is in sight, for a reload and for who comes back. */
  note: (place: Place) => void;
}

/**
 * Where in a long list somebody is.
 *
 * Args:
 *   question: Tells one list from another; each begins at its start.
 */
export function usePlace(question: string): Placed {
  const atFirst = useMemo(() => keptPlace(question) ?? BEGINNING, [question]);
  const [chosen, setChosen] = useState<{ question: string; place: Place; jumps: number } | null>(null);
  const isChosen = chosen?.question === question;
  const place = isChosen ? chosen.place : atFirst;

  const jump = useCallback(
    (start: Start) => setChosen((now) => ({ question, place: { start, at: start === "end" ? -1 : 0 }, jumps: (now?.jumps ?? 0) + 1 })),
    [question],
  );
  const note = useCallback(
    ({ start, at }: Place) => {
      const kept: Kept = { question, start, at };
      history.replaceState({ ...(history.state as object | null), tablePlace: kept }, "");
    },
    [question],
  );
  return { place, key: `${question} ${JSON.stringify(place.start)} ${isChosen ? chosen.jumps : 0}`, jump, note };
}

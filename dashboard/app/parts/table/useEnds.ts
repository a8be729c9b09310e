import type { Virtualizer } from "@tanstack/react-virtual";
import { type Dispatch, type RefObject, type SetStateAction, useEffect, useLayoutEffect, useRef } from "react";

import type { Ends } from "./usePages";

interface Means {
  ends: Ends | null;
  isBusy: boolean;
  rowCount: number;
  rowHeight: number;
  scroller: RefObject<HTMLDivElement | null>;
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  setActive: Dispatch<SetStateAction<number>>;
  /** Whether somebody goes there by keys. */
  wantsFocus: RefObject<boolean>;
  /** Is told that rows have come above. */
  shift: (by: number) => void;
}

const NEAR = 20;
const NOTED_AFTER_MS = 250;

/** Has a table open at its place, go on above, and note where somebody is. */
export function useEnds({ ends, isBusy, rowCount, rowHeight, scroller, virtualizer, setActive, wantsFocus, shift }: Means): void {
  const opened = useRef<string | null>(null);
  const { key = null, at = 0 } = ends?.opening ?? {};
  useLayoutEffect(() => {
    if (key === null || isBusy || rowCount === 0 || opened.current === key) return;
    opened.current = key;
    const row = at < 0 ? rowCount - 1 : Math.min(at, rowCount - 1);
    setActive(row);
    virtualizer.scrollToIndex(row, { align: at < 0 ? "end" : "start" });
    if (!wantsFocus.current) return;
    wantsFocus.current = false;
    requestAnimationFrame(() => scroller.current?.querySelector<HTMLElement>("tr[tabindex='0']")?.focus({ preventScroll: true }));
  }, [key, at, isBusy, rowCount, scroller, virtualizer, setActive, wantsFocus]);

  // What is in sight stays where it is when rows come above it.
  const earlierCount = ends?.earlierCount ?? 0;
  const wereEarlier = useRef(0);
  useLayoutEffect(() => {
    const added = earlierCount - wereEarlier.current;
    wereEarlier.current = earlierCount;
    if (added <= 0 || !scroller.current) return;
    scroller.current.scrollTop += added * rowHeight;
    setActive((now) => now + added);
    shift(added);
  }, [earlierCount, rowHeight, scroller, setActive, shift]);

  const first = virtualizer.range?.startIndex ?? 0;
  const isOpen = opened.current === key;
  const loadEarlier = ends?.loadEarlier;
  useEffect(() => {
    // What the virtualizer tells is older than a place that was just opened.
    const isNear = scroller.current !== null && scroller.current.scrollTop < NEAR * rowHeight;
    if (isOpen && !isBusy && isNear) loadEarlier?.();
  }, [first, isOpen, isBusy, rowHeight, scroller, loadEarlier]);

  const note = useRef(ends?.note);
  note.current = ends?.note;
  useEffect(() => {
    if (!isOpen || isBusy) return;
    const timer = setTimeout(() => note.current?.(first), NOTED_AFTER_MS);
    return () => clearTimeout(timer);
  }, [first, isOpen, isBusy, earlierCount]);
}

import type { Row, RowData } from "@tanstack/react-table";
import type { Virtualizer } from "@tanstack/react-virtual";
import { type KeyboardEvent, type RefObject, useCallback, useRef } from "react";

import type { FEATURES, Selecting } from "./columns";
import type { Ends } from "./usePages";

interface Means<Item extends RowData> {
  rows: Row<typeof FEATURES, Item>[];
  active: number;
  setActive: (at: number) => void;
  virtualizer: Virtualizer<HTMLDivElement, Element>;
  rowHeight: number;
  scroller: RefObject<HTMLDivElement | null>;
  onOpen: ((item: Item) => void) | undefined;
  selecting: Selecting<Item> | undefined;
  ends: Ends | null;
}

/** Where a key leads from a row; null for keys that lead nowhere. */
export function rowAfterKey(key: string, at: number, count: number, page: number): number | null {
  const wanted = {
    ArrowDown: at + 1,
    ArrowUp: at - 1,
    PageDown: at + page,
    PageUp: at - page,
    Home: 0,
    End: count - 1,
  }[key];
  return wanted === undefined ? null : Math.max(0, Math.min(count - 1, wanted));
}

/** The table by keys: arrows and pages move, with Ctrl to either end of the list; Enter opens, the space bar selects, with Shift a whole stretch. */
export function useRowKeys<Item extends RowData>(means: Means<Item>) {
  const now = useRef(means);
  now.current = means;
  const anchor = useRef(0);
  const wantsFocus = useRef(false);

  const goTo = (at: number) => {
    means.setActive(at);
    means.virtualizer.scrollToIndex(at);
    requestAnimationFrame(() => means.scroller.current?.querySelector<HTMLElement>(`[data-row="${at}"]`)?.focus({ preventScroll: true }));
  };

  // The same function at every call, so that rows need not be drawn anew.
  const selectTo = useCallback((at: number, isSelected: boolean, asStretch: boolean) => {
    const { rows, selecting } = now.current;
    const [from, until] = asStretch ? [Math.min(anchor.current, at), Math.max(anchor.current, at)] : [at, at];
    if (!asStretch) anchor.current = at;
    selecting?.select(rows.slice(from, until + 1).map(({ original }) => original), isSelected);
  }, []);

  const onKeyDown = (event: KeyboardEvent) => {
    const { rows, active, rowHeight, scroller, selecting, onOpen, ends } = means;
    const row = rows[active];
    if (ends && event.ctrlKey && (event.key === "Home" || event.key === "End")) {
      event.preventDefault();
      wantsFocus.current = true;
      if (event.key === "Home") ends.toStart();
      else ends.toEnd();
      return;
    }
    if (!row || event.ctrlKey || event.metaKey || event.altKey) return;
    const isOnRow = (event.target as Element).tagName === "TR";
    const page = Math.max(1, Math.floor((scroller.current?.clientHeight ?? 0) / rowHeight) - 2);
    const next = rowAfterKey(event.key, active, rows.length, page);
    if (next !== null) {
      event.preventDefault();
      if (event.shiftKey) selectTo(next, true, true);
      goTo(next);
    } else if (isOnRow && event.key === "Enter") {
      onOpen?.(row.original);
    } else if (isOnRow && event.key === " " && selecting) {
      event.preventDefault();
      selectTo(active, !selecting.isSelected(row.original), event.shiftKey);
    }
  };

  const shift = useCallback((by: number) => {
    anchor.current += by;
  }, []);

  return { onKeyDown, selectTo, shift, wantsFocus };
}

import type { ReactNode } from "react";

export interface Sorting {
  /** How the rows are sorted by a column; null where they are by another, undefined where they cannot be. */
  directionOf: (column: string) => "ascending" | "descending" | null | undefined;
  onSort: (column: string) => void;
}

/** The head of a column; a button where the rows can be sorted by it. */
export function HeadCell({ id, sorting, children }: { id: string; sorting: Sorting | undefined; children: ReactNode }) {
  const direction = sorting?.directionOf(id);
  const look = "truncate border-b border-line px-3 text-left text-sm font-semibold text-soft";
  if (!sorting || direction === undefined) {
    return (
      <th scope="col" className={look}>
        {children}
      </th>
    );
  }
  return (
    <th scope="col" aria-sort={direction ?? "none"} className={look}>
      <button type="button" onClick={() => sorting.onSort(id)} className="flex w-full items-center gap-1 hover:text-ink">
        <span className="truncate">{children}</span>
        <span aria-hidden className={direction ? "text-accent" : "opacity-40"}>
          {direction === "ascending" ? "↑" : direction === "descending" ? "↓" : "↕"}
        </span>
      </button>
    </th>
  );
}

import { type RowData, useTable } from "@tanstack/react-table";
import { defaultRangeExtractor, useVirtualizer } from "@tanstack/react-virtual";
import { type ReactNode, useCallback, useEffect, useRef, useState } from "react";

import { useText } from "../../texts";
import { type Column, FEATURES, type Selecting } from "./columns";
import { HeadCell, type Sorting } from "./HeadCell";
import { Gap, TableRow } from "./TableRow";
import { useEnds } from "./useEnds";
import type { Ends } from "./usePages";
import { useRowKeys } from "./useRowKeys";

export interface DataTableProperties<Item extends RowData> {
  /** What the table holds, for those who do not see it. */
  label: string;
  columns: Column<Item>[];
  rows: Item[];
  idOf: (item: Item) => string;
  /** How many rows there are on the server. */
  total: number | null;
  rowHeight: number;
  isBusy?: boolean;
  /** Called when the rows that are there come to their end on the screen. */
  onNearEnd?: () => void;
  /** How it goes on above, where rows are missing there. */
  ends?: Ends | null;
  onOpen?: (item: Item) => void;
  sorting?: Sorting;
  selecting?: Selecting<Item>;
  /** What stands below the last row. */
  foot?: ReactNode;
}

const NEAR = 60;
const HEAD_HEIGHT = 40;

/** A table of any length: only the rows in sight are on the page, and its head stays in sight. */
export function DataTable<Item extends RowData>(properties: DataTableProperties<Item>) {
  const { label, columns, rows, idOf, total, rowHeight, isBusy = false, onNearEnd, ends = null, onOpen, sorting, selecting, foot } = properties;
  const t = useText();
  const scroller = useRef<HTMLDivElement>(null);
  const [active, setActive] = useState(0);
  const table = useTable({ features: FEATURES, columns, data: rows, getRowId: idOf });
  const tableRows = table.getRowModel().rows;

  // The row with the focus stays on the page when it is scrolled out of sight.
  const rangeExtractor = useCallback(
    (range: Parameters<typeof defaultRangeExtractor>[0]) => {
      const inSight = defaultRangeExtractor(range);
      return active < range.count && !inSight.includes(active) ? [...inSight, active].sort((one, other) => one - other) : inSight;
    },
    [active],
  );
  const virtualizer = useVirtualizer({
    count: tableRows.length,
    getScrollElement: () => scroller.current,
    estimateSize: () => rowHeight,
    getItemKey: (at) => tableRows[at]?.id ?? at,
    overscan: 12,
    scrollMargin: HEAD_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    rangeExtractor,
  });
  useEffect(() => virtualizer.measure(), [rowHeight, virtualizer]);

  const last = virtualizer.range?.endIndex ?? 0;
  useEffect(() => {
    if (rows.length > 0 && last >= rows.length - NEAR) onNearEnd?.();
  }, [last, rows.length, onNearEnd]);

  const keys = useRowKeys({ rows: tableRows, active, setActive, virtualizer, rowHeight, scroller, onOpen, selecting, ends });
  useEnds({ ends, isBusy, rowCount: rows.length, rowHeight, scroller, virtualizer, setActive, wantsFocus: keys.wantsFocus, shift: keys.shift });
  const above = ends ? ends.aboveCount : 0;
  const width = table.getTotalSize() + (selecting ? 40 : 0);
  const items = virtualizer.getVirtualItems();
  let before = HEAD_HEIGHT;

  return (
    <div ref={scroller} className="relative min-h-0 grow overflow-auto rounded-xl border border-line bg-card print:overflow-visible">
      {isBusy && <div aria-hidden className="sticky top-0 left-0 z-20 -mb-0.5 h-0.5 animate-pulse bg-accent" />}
      <table
        aria-label={label}
        aria-rowcount={above === null ? -1 : (total ?? rows.length) + 1}
        aria-busy={isBusy}
        className="w-full table-fixed border-separate border-spacing-0"
        style={{ minWidth: width }}
      >
        <colgroup>
          {selecting && <col style={{ width: 40 }} />}
          {table.getFlatHeaders().map((header) => (
            <col key={header.id} style={{ width: header.getSize() }} />
          ))}
        </colgroup>
        <thead className="sticky top-0 z-10 bg-sunken">
          <tr aria-rowindex={1} style={{ height: HEAD_HEIGHT }}>
            {selecting && (
              <td className="border-b border-line px-3">
                <SelectLoaded rows={rows} selecting={selecting} />
              </td>
            )}
            {table.getFlatHeaders().map((header) => (
              <HeadCell key={header.id} id={header.column.id} sorting={sorting}>
                <table.FlexRender header={header} />
              </HeadCell>
            ))}
          </tr>
        </thead>
        <tbody onKeyDown={keys.onKeyDown}>
          {items.map((item) => {
            const row = tableRows[item.index];
            const gap = item.start - before;
            before = item.end;
            return row ? (
              <TableRow
                key={item.key}
                row={row}
                at={item.index}
                above={above ?? 0}
                gap={gap}
                height={rowHeight}
                isActive={item.index === active}
                isSelected={selecting?.isSelected(row.original) ?? false}
                name={selecting?.nameOf(row.original)}
                onFocus={setActive}
                onOpen={onOpen}
                onSelect={keys.selectTo}
              />
            ) : null;
          })}
          <Gap height={virtualizer.getTotalSize() - (before - HEAD_HEIGHT)} />
        </tbody>
      </table>
      {foot}
      {rows.length === 0 && isBusy && <p className="p-6 text-soft">{t("state.loading")}</p>}
    </div>
  );
}

function SelectLoaded<Item extends RowData>({ rows, selecting }: { rows: Item[]; selecting: Selecting<Item> }) {
  const t = useText();
  const count = rows.filter(selecting.isSelected).length;
  const isAll = rows.length > 0 && count === rows.length;
  return (
    <input
      type="checkbox"
      className="size-4"
      aria-label={t("table.selectLoaded", { count: rows.length })}
      checked={isAll}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && !isAll;
      }}
      onChange={() => selecting.select(rows, !isAll)}
    />
  );
}

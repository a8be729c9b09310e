import { FlexRender, type Row, type RowData } from "@tanstack/react-table";
import { memo, type ReactElement } from "react";

import { useText } from "../../texts";
import type { FEATURES } from "./columns";

interface Properties<Item extends RowData> {
  row: Row<typeof FEATURES, Item>;
  at: number;
  /** How many rows of the list are not there above the first that is. */
  above: number;
  /** Rows of this height are left out above it. */
  gap: number;
  height: number;
  isActive: boolean;
  isSelected: boolean;
  /** By what the row is called where it can be selected. */
  name: string | undefined;
  onFocus: (at: number) => void;
  onOpen: ((item: Item) => void) | undefined;
  onSelect: (at: number, isSelected: boolean, asStretch: boolean) => void;
}

function Drawn<Item extends RowData>({ row, at, above, gap, height, isActive, isSelected, name, onFocus, onOpen, onSelect }: Properties<Item>) {
  const t = useText();
  return (
    <>
      <Gap height={gap} />
      <tr
        data-row={at}
        aria-rowindex={above + at + 2}
        tabIndex={isActive ? 0 : -1}
        onFocus={() => onFocus(at)}
        onClick={(event) => {
          const isOnControl = (event.target as Element).closest("a, button, input, label") !== null;
          if (!isOnControl && getSelection()?.isCollapsed !== false) onOpen?.(row.original);
        }}
        className={`-outline-offset-2 ${onOpen ? "cursor-pointer" : ""} ${isSelected ? "bg-accent-wash" : "hover:bg-sunken"}`}
        style={{ height }}
      >
        {name !== undefined && (
          <td className="border-b border-line px-3">
            <input
              type="checkbox"
              className="block size-4"
              tabIndex={isActive ? 0 : -1}
              checked={isSelected}
              aria-label={t("table.select", { name })}
              onChange={(event) => onSelect(at, event.target.checked, (event.nativeEvent as MouseEvent).shiftKey)}
            />
          </td>
        )}
        {row.getAllCells().map((cell) => (
          <td key={cell.id} className="overflow-hidden border-b border-line px-3 text-ellipsis whitespace-nowrap">
            <FlexRender cell={cell} />
          </td>
        ))}
      </tr>
    </>
  );
}

/** A row of a long table; drawn anew only when something of it changes. */
export const TableRow = memo(Drawn) as <Item extends RowData>(properties: Properties<Item>) => ReactElement;

/** Stands where rows are left out, as high as they are. */
export function Gap({ height }: { height: number }) {
  if (height <= 0) return null;
  return (
    <tr aria-hidden>
      <td style={{ height, padding: 0 }} />
    </tr>
  );
}

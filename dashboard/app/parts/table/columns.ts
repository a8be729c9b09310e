import { type ColumnDef, columnSizingFeature, type RowData, tableFeatures } from "@tanstack/react-table";

export const FEATURES = tableFeatures({ columnSizingFeature });

/** A column: how it is headed, how wide it is, and what it shows of a row. */
export type Column<Item extends RowData> = ColumnDef<typeof FEATURES, Item>;

/** How rows are chosen for what is to be done with several of them. */
export interface Selecting<Item> {
  isSelected: (item: Item) => boolean;
  select: (items: Item[], isSelected: boolean) => void;
  nameOf: (item: Item) => string;
}

import type { RowData } from "@tanstack/react-table";
import type { ReactNode } from "react";

import { useText } from "../../texts";
import { ErrorNote } from "../Notes";
import { DataTable, type DataTableProperties } from "./DataTable";
import type { Pages } from "./usePages";

interface Properties<Item extends RowData> extends Omit<DataTableProperties<Item>, "rows" | "total" | "isBusy" | "onNearEnd" | "ends" | "foot"> {
  pages: Pages<Item>;
  /** What stands there where no row does. */
  empty: ReactNode;
}

/** A list of the server as a table that loads more as one goes on, or what is to be said in its place. */
export function ListTable<Item extends RowData>({ pages, empty, ...table }: Properties<Item>) {
  const t = useText();
  const { rows, total, error, isLoading, isLoadingMore, hasMore, loadMore, retry, ends } = pages;
  return (
    <>
      {error && <ErrorNote error={error} onRetry={retry} />}
      {!isLoading && !error && rows.length === 0 ? (
        empty
      ) : (
        <DataTable
          {...table}
          rows={rows}
          total={total}
          isBusy={isLoading}
          onNearEnd={loadMore}
          ends={ends}
          foot={isLoadingMore && hasMore ? <p className="p-3 text-sm text-soft">{t("table.loadingMore")}</p> : null}
        />
      )}
    </>
  );
}

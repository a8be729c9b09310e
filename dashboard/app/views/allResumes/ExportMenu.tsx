import { CombinedError } from "@urql/core";
import { useRef, useState } from "react";
import { useClient } from "urql";

import type { ResumeFilter, ResumeOrder, ResumeTableColumn, SheetFormat } from "../../gql/graphql";
import { Button } from "../../parts/Button";
import { useNumber } from "../../parts/moments";
import { textOfError } from "../../parts/Notes";
import { Progress } from "../../parts/Progress";
import { saveFile } from "../../parts/saving";
import { Sheet } from "../../parts/Sheet";
import { useToast } from "../../parts/Toasts";
import { useText } from "../../texts";
import { exportParts, filesOf, filtersOf } from "./exporting";
import { type Selection, sizeOf } from "./selection";

interface Properties {
  columns: ResumeTableColumn[];
  filter: ResumeFilter | null;
  orderBy: ResumeOrder;
  selection: Selection;
  /** How many meet the conditions. */
  found: number;
}

/** Takes what is selected, or else what meets the conditions, out as a file with the columns that are shown. */
export function ExportMenu({ columns, filter, orderBy, selection, found }: Properties) {
  const t = useText();
  const number = useNumber();
  const toast = useToast();
  const client = useClient();
  const chosen = sizeOf(selection, found);
  const total = chosen || found;
  const isStopped = useRef(false);
  const [rowCount, setRowCount] = useState<number | null>(null);

  async function take(format: SheetFormat) {
    isStopped.current = false;
    setRowCount(0);
    try {
      const parts = await exportParts(client, { columns, format, filters: filtersOf(selection, filter), orderBy }, { told: setRowCount, isStopped: () => isStopped.current });
      if (isStopped.current) return;
      for (const { fileName, mediaType, bytes } of filesOf(parts)) saveFile(new File([bytes], fileName, { type: mediaType }));
      toast(t("export.done", { count: number(total) }));
    } catch (error) {
      toast(t(error instanceof CombinedError ? textOfError(error) : "error.server"));
    } finally {
      setRowCount(null);
    }
  }

  return (
    <Sheet label={t("export.label")} title={t("export.label")}>
      <p className="text-sm text-soft">{t(chosen > 0 ? "export.whatSelected" : "export.what", { count: number(total), columns: columns.length })}</p>
      {rowCount === null ? (
        <div className="flex gap-2">
          {(["CSV", "XLSX"] as const).map((format) => (
            <Button key={format} className="grow" disabled={total === 0} onClick={() => void take(format)}>
              {format}
            </Button>
          ))}
        </div>
      ) : (
        <Progress
          label={t("export.progress", { done: number(rowCount), total: number(total) })}
          done={rowCount}
          total={total}
          onStop={() => (isStopped.current = true)}
        />
      )}
      {total > 5000 && <p className="text-sm text-soft">{t("export.parts")}</p>}
    </Sheet>
  );
}

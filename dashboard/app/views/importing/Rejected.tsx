import { Button } from "../../parts/Button";
import { saveFile } from "../../parts/saving";
import { useText } from "../../texts";
import type { Report } from "./options";

/** The rows that are not imported, each with its reason, also as a file. */
export function Rejected({ report }: { report: Report }) {
  const t = useText();
  const { rejected, rejectedCount, rejectedCsv } = report;
  if (rejectedCount === 0) return null;

  return (
    <div>
      <div className="flex flex-wrap items-center justify-between gap-2">
        <h3 className="font-semibold">{t("importing.rejected", { count: rejectedCount })}</h3>
        <Button small onClick={() => saveFile(new File([rejectedCsv], "rejected.csv", { type: "text/csv" }))}>
          {t("action.download")} CSV
        </Button>
      </div>
      {rejected.length < rejectedCount && <p className="text-sm text-soft">{t("importing.rejectedFirst", { count: rejected.length })}</p>}
      <ul className="mt-2 max-h-60 divide-y divide-line overflow-auto rounded-lg border border-line text-sm" tabIndex={0} aria-label={t("importing.rejected", { count: rejectedCount })}>
        {rejected.map(({ line, reason }, at) => (
          <li key={at} className="flex gap-4 px-3 py-1.5">
            <span className="w-24 shrink-0 text-soft tabular-nums">{t("importing.lineNumber", { line })}</span>
            <span>{t(`rejectedRow.${reason}`)}</span>
          </li>
        ))}
      </ul>
    </div>
  );
}

import { type TextId, useText } from "../../texts";
import type { Report } from "./options";

const COUNTS: [TextId, (report: Report) => number][] = [
  ["importing.rows", (report) => report.rowCount],
  ["importing.added", (report) => report.addedCount],
  ["importing.changed", (report) => report.changedCount],
  ["importing.unchanged", (report) => report.unchangedCount],
  ["importing.repeated", (report) => report.repeatedCount],
  ["importing.removed", (report) => report.removedCount],
  ["importing.rejectedCount", (report) => report.rejectedCount],
];

/** What an import did, or would do, in figures; of a part of a file, with what can be said of that. */
export function Counts({ report, isDone }: { report: Report; isDone: boolean }) {
  const t = useText();
  return (
    <dl aria-label={t(isDone ? "importing.done" : "importing.would")} className="grid grid-cols-2 gap-3 sm:grid-cols-4 lg:grid-cols-7">
      {COUNTS.filter(([id]) => report.isWhole || id !== "importing.removed").map(([id, count]) => (
        <div key={id} className="rounded-lg bg-sunken px-3 py-2">
          <dt className="text-sm text-soft">{t(report.isWhole || id !== "importing.rows" ? id : "importing.rowsRead")}</dt>
          <dd className="text-lg font-semibold tabular-nums">{count(report)}</dd>
        </div>
      ))}
    </dl>
  );
}

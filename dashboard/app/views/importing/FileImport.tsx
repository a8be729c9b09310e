import { useRef, useState } from "react";

import { Button } from "../../parts/Button";
import { Skeleton } from "../../parts/Notes";
import { useText } from "../../texts";
import { useRefusal } from "../../texts/refusals";
import { ColumnTable } from "./ColumnTable";
import { Counts } from "./Counts";
import { OptionFields } from "./OptionFields";
import { isSourceName, type Options, type Outcome, type Report, sourceNameOf } from "./options";
import { PreviewRows } from "./PreviewRows";
import { Rejected } from "./Rejected";
import { Result } from "./Result";
import { type Asking, useImport } from "./useImport";
import { Writing } from "./Writing";

interface Properties {
  file: File;
  onImported: () => void;
  onOther: () => void;
}

/** One file on its way: how it is read, what would come of it, and the import itself. */
export function FileImport({ file, onImported, onOther }: Properties) {
  const t = useText();
  const [options, setOptions] = useState<Options>({
    source: sourceNameOf(file.name),
    encoding: "",
    sheet: "",
    currency: "",
    replace: false,
    mappings: {},
  });
  const { preview, result, sentPart, look, countAll, run, cancel } = useImport(file, options, onImported);
  const outcome = preview.state === "told" || preview.state === "asking" ? preview.outcome : undefined;
  const report = outcome?.__typename === "ImportPositionsSuccess" ? outcome : null;
  // A sheet that cannot be read tells nothing of the others, to which there has to be a way back.
  const lastReport = useRef<Report | null>(null);
  if (report) lastReport.current = report;
  const isReady = report !== null && preview.state === "told" && isSourceName(options.source);
  const change = (changes: Partial<Options>) => setOptions((now) => ({ ...now, ...changes }));
  const map = (column: string, field: string) =>
    setOptions((now) => {
      const { [column]: _before, ...others } = now.mappings;
      return { ...now, mappings: field ? { ...others, [column]: field } : others };
    });

  if (result.state === "told" && result.outcome.__typename === "ImportPositionsSuccess") {
    return <Result report={result.outcome} source={options.source} onOther={onOther} />;
  }
  const importable = report ? report.addedCount + report.changedCount : 0;
  return (
    <section aria-label={file.name} className="space-y-6 rounded-xl border border-line bg-card p-5">
      <div className="flex flex-wrap items-center justify-between gap-3">
        <h2 className="min-w-0 truncate text-lg font-semibold">{file.name}</h2>
        <Button onClick={onOther}>{t("importing.other")}</Button>
      </div>
      <OptionFields options={options} report={lastReport.current} onChange={change} />
      <div aria-live="polite" className="min-h-6">
        <Told asking={preview} sentPart={sentPart} onRetry={look} />
        {preview.state === "told" && report && (
          <div className="flex flex-wrap items-center gap-3">
            <p className="text-soft">{report.isWhole ? t("importing.looked") : t("importing.lookedAtFirst", { count: report.rowCount })}</p>
            {!report.isWhole && (
              <Button small onClick={countAll}>
                {t("importing.countAll")}
              </Button>
            )}
          </div>
        )}
      </div>
      {!outcome && preview.state !== "stopped" && <Skeleton rows={4} className="h-10" />}
      {outcome && <Refused outcome={outcome} />}
      {outcome?.__typename === "NoTitleColumnError" && (
        <ColumnTable columns={outcome.columnNames.map((name) => ({ name, field: null, looksLike: null }))} mappings={options.mappings} onMap={map} />
      )}
      {report && (
        <>
          <Counts report={report} isDone={false} />
          <ColumnTable columns={report.columns} mappings={options.mappings} onMap={map} headLine={report.headLine} />
          <PreviewRows rows={report.firstRows} />
          <Rejected report={report} />
        </>
      )}
      <div className="flex flex-wrap items-center gap-3 border-t border-line pt-4">
        {result.state === "asking" && sentPart === 1 && <Writing source={options.source} addedCount={report?.isWhole ? report.addedCount : null} />}
        {result.state === "asking" && sentPart < 1 && (
          <>
            <OnItsWay part={sentPart} />
            <Button onClick={cancel}>{t("action.cancel")}</Button>
          </>
        )}
        {result.state !== "asking" && (
          <>
            <Button kind="main" disabled={!isReady} onClick={run}>
              {report && !report.isWhole ? t("importing.runAll") : t("importing.run", { count: importable })}
            </Button>
            {result.state === "told" && <Refused outcome={result.outcome} />}
            {result.state === "stopped" && <Told asking={result} sentPart={1} onRetry={run} />}
          </>
        )}
      </div>
    </section>
  );
}

function OnItsWay({ part }: { part: number }) {
  const t = useText();
  return (
    <>
      <progress value={part} max={1} aria-label={t("importing.uploading")} className="h-2 grow accent-accent" />
      <span className="text-soft tabular-nums">{t("importing.sending", { percent: Math.floor(part * 100) })}</span>
    </>
  );
}

function Told({ asking, sentPart, onRetry }: { asking: Asking; sentPart: number; onRetry: () => void }) {
  const t = useText();
  const refusal = useRefusal();
  if (asking.state === "stopped") {
    return (
      <div role="alert" className="flex flex-wrap items-center gap-3 text-bad">
        {asking.why === "offline" ? t("error.offline") : refusal(asking, "error.server")}
        <Button small onClick={onRetry}>
          {t("action.retry")}
        </Button>
      </div>
    );
  }
  if (asking.state === "told") return null;
  if (sentPart < 1) {
    return (
      <div className="flex flex-wrap items-center gap-3">
        <OnItsWay part={sentPart} />
      </div>
    );
  }
  return <p className="text-soft">{t("importing.looking")}</p>;
}

function Refused({ outcome }: { outcome: Outcome }) {
  const t = useText();
  const refusal = useRefusal();
  if (outcome.__typename === "ImportPositionsSuccess") return null;
  return (
    <p role="alert" className="rounded-lg border border-bad/40 bg-bad-wash px-4 py-3 text-bad">
      {outcome.__typename === "NoTitleColumnError" && t("importing.noTitle")}
      {outcome.__typename === "FileRejectedError" && t(`importFile.${outcome.code}`)}
      {outcome.__typename === "InvalidInputError" && refusal(outcome, "error.server")}
    </p>
  );
}

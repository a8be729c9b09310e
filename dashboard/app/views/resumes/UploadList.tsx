import { Link } from "wouter";

import { Button } from "../../parts/Button";
import { useText } from "../../texts";
import { useRefusal } from "../../texts/refusals";
import { isUnderWay, type Upload, useUploads } from "./UploadsProvider";
import type { Sending, Verdict } from "./uploading";

/** The files that are being sent, and what became of each. */
export function UploadList() {
  const t = useText();
  const { uploads, dismiss, endedCount } = useUploads();
  if (uploads.length === 0) return null;
  return (
    <section aria-labelledby="uploads" className="rounded-xl border border-line bg-card">
      <div className="flex min-h-12 items-center justify-between px-4 py-2">
        <h2 id="uploads" className="font-semibold">
          {t("resumes.uploads")}
        </h2>
        {endedCount > 0 && (
          <Button kind="quiet" small onClick={dismiss}>
            {t("resumes.dismiss")}
          </Button>
        )}
      </div>
      <ul aria-live="polite" tabIndex={0} aria-labelledby="uploads" className="max-h-80 divide-y divide-line overflow-auto border-t border-line">
        {uploads.map((upload) => (
          <Row key={upload.key} upload={upload} />
        ))}
      </ul>
    </section>
  );
}

function Row({ upload: { fileName, sending, cancel } }: { upload: Upload }) {
  const t = useText();
  return (
    <li className="relative px-4 py-1">
      <div className="flex min-h-9 items-center gap-3">
        <span className="min-w-0 grow truncate font-medium">{fileName}</span>
        <Told sending={sending} />
        {isUnderWay(sending) && (
          <Button kind="quiet" small onClick={cancel} aria-label={`${t("resumes.cancel")}: ${fileName}`}>
            ✕
          </Button>
        )}
      </div>
      {sending.state === "sending" && (
        <progress value={sending.part} max={1} aria-label={fileName} className="absolute inset-x-0 bottom-0 h-1 w-full accent-accent" />
      )}
      {sending.state === "done" && sending.verdicts.length > 1 && (
        <ul className="mt-1 max-h-60 overflow-auto pl-4 text-sm">
          {sending.verdicts.map((verdict, at) => (
            <li key={at} className="flex gap-3 py-0.5">
              <span className="min-w-0 grow truncate">{verdict.fileName}</span>
              <Outcome verdict={verdict} />
            </li>
          ))}
        </ul>
      )}
    </li>
  );
}

function Told({ sending }: { sending: Sending }) {
  const t = useText();
  const refusal = useRefusal();
  switch (sending.state) {
    case "queued":
      return <span className="shrink-0 text-soft">{t("resumes.queued")}</span>;
    case "sending":
      return <span className="shrink-0 text-soft tabular-nums">{sending.part < 1 ? t("resumes.sending", { percent: Math.floor(sending.part * 100) }) : t("resumes.storing")}</span>;
    case "waiting":
      if (sending.why === "signIn") return <span className="text-warn">{t("resumes.waitingForSignIn")}</span>;
      if (sending.why === "network") return <span className="text-warn">{t("resumes.offline")}</span>;
      return <span className="text-warn">{t("resumes.waitingForServer", { seconds: sending.seconds })}</span>;
    case "done":
      return sending.verdicts.length === 1 && sending.verdicts[0] ? <Outcome verdict={sending.verdicts[0]} /> : null;
    case "refused":
      return <span className="text-bad">{t("resumes.rejected", { reason: refusal(sending, "error.server") })}</span>;
    case "unreadable":
      return <span className="text-bad">{t("resumes.unreadable")}</span>;
    case "cancelled":
      return <span className="text-soft">{t("resumes.cancelled")}</span>;
  }
}

function Outcome({ verdict: { outcome } }: { verdict: Verdict }) {
  const t = useText();
  if (outcome.__typename === "FileRejectedError") {
    return <span className="text-bad">{t("resumes.rejected", { reason: t(`rejection.${outcome.code}`) })}</span>;
  }
  return (
    <span className="flex gap-2">
      <span className={outcome.__typename === "SameFileSkipped" ? "text-warn" : "shrink-0 text-good"}>
        {t(outcome.__typename === "SameFileSkipped" ? "resumes.same" : "resumes.stored")}
      </span>
      <Link href={`/resumes/${outcome.resume.id}`} className="shrink-0 text-accent underline">
        {t("resumes.open")}
      </Link>
    </span>
  );
}

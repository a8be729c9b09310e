import { useId, useState } from "react";
import { useMutation } from "urql";
import { Link } from "wouter";

import { DeleteResumeDocument, type ResumeListedFragment } from "../../gql/graphql";
import { Badge } from "../../parts/Badge";
import { Button, buttonLook } from "../../parts/Button";
import { Modal } from "../../parts/Modal";
import { ErrorNote } from "../../parts/Notes";
import { usePayRange } from "../../parts/payRange";
import { useToast } from "../../parts/Toasts";
import { useText } from "../../texts";
import { useMoment } from "../../parts/moments";

interface Properties {
  resume: ResumeListedFragment;
  isSelected: boolean;
  onSelect: (isSelected: boolean) => void;
  onDeleted: () => void;
}

const TONES = { UPLOADED: "neutral", ANALYSING: "accent", ANALYSED: "good", FAILED: "bad" } as const;

/** A resume in the list of one's own. */
export function ResumeRow({ resume, isSelected, onSelect, onDeleted }: Properties) {
  const t = useText();
  const time = useMoment();
  const payRange = usePayRange();
  const toast = useToast();
  const nameId = useId();
  const [isAsked, setAsked] = useState(false);
  const [{ error, fetching }, remove] = useMutation(DeleteResumeDocument);
  const [best] = resume.matches;

  async function deleteIt() {
    const { data } = await remove({ id: resume.id });
    if (!data) return;
    toast(t("resumes.deleted"));
    onDeleted();
  }

  return (
    <li className="flex flex-wrap items-center gap-x-4 gap-y-2 rounded-xl border border-line bg-card px-4 py-3">
      <input
        type="checkbox"
        checked={isSelected}
        disabled={resume.state !== "ANALYSED"}
        onChange={(event) => onSelect(event.target.checked)}
        aria-label={t("resumes.select", { name: resume.fileName })}
        className="size-4"
      />
      <div className="min-w-0 grow basis-52">
        <Link id={nameId} href={`/resumes/${resume.id}`} className="block truncate font-medium text-accent hover:underline">
          {resume.fileName}
        </Link>
        <p className="text-sm text-soft">{time(resume.uploadTime)}</p>
      </div>
      {best && (
        <p className="min-w-0 grow basis-52 wrap-anywhere sm:truncate">
          <span className="sr-only">{t("resumes.bestMatch")}: </span>
          {best.position} <span className="text-soft">· {Math.round(best.score * 100)}% · {payRange(best.salaryRange)}</span>
        </p>
      )}
      {resume.failure && <p className="grow basis-52 text-sm text-bad">{t(`failure.${resume.failure.code}`)}</p>}
      <Badge tone={TONES[resume.state]}>{t(`resumeState.${resume.state}`)}</Badge>
      {resume.state === "ANALYSED" && (
        <Link href={`/resumes/${resume.id}`} aria-describedby={nameId} className={buttonLook("main", true)}>
          {t("resumes.result")}
        </Link>
      )}
      <Button kind="quiet" small onClick={() => setAsked(true)} aria-label={`${t("resumes.delete")}: ${resume.fileName}`}>
        {t("action.delete")}
      </Button>
      <Modal
        title={t("resumes.deleteTitle")}
        open={isAsked}
        onClose={() => setAsked(false)}
        foot={
          <>
            <Button onClick={() => setAsked(false)}>{t("action.cancel")}</Button>
            <Button kind="danger" disabled={fetching} onClick={() => void deleteIt()}>
              {t("action.delete")}
            </Button>
          </>
        }
      >
        {t("resumes.deleteText", { name: resume.fileName })}
        {error && <ErrorNote error={error} />}
      </Modal>
    </li>
  );
}

import { type ReactNode, useEffect, useRef, useState } from "react";

import { useSession } from "../../client/SessionProvider";
import type { AnalysisField } from "../../gql/graphql";
import { Badge } from "../../parts/Badge";
import { Button } from "../../parts/Button";
import { useText } from "../../texts";
import { CorrectionNote } from "./CorrectionNote";
import { Editor } from "./editing/Editor";
import { hueOf, inWords, isEntries, isList, keyOf, tellsWho } from "./fields";
import { useReading } from "./reading";
import { reviewReasons } from "./review";

interface Properties {
  field: AnalysisField;
  isEmpty: boolean;
  children: ReactNode;
}

const TONES = { sure: "good", likely: "neutral", check: "warn" } as const;

/** A field: what was read of it, how sure that is, what was corrected, and a way to correct it. */
export function FieldRow({ field, isEmpty, children }: Properties) {
  const t = useText();
  const reading = useReading();
  const [isEdited, setEdited] = useState(false);
  const edit = useRef<HTMLButtonElement>(null);
  const hasBeenEdited = useRef(false);
  const correction = reading.corrections.get(field);
  const evidence = reading.evidence.get(keyOf(field, null));
  const reasons = reviewReasons(reading.review, field);
  const label = t(`field.${field}`);
  const isHidden = useSession().isBlind && tellsWho(field);

  useEffect(() => {
    if (isEdited) hasBeenEdited.current = true;
    else if (hasBeenEdited.current) edit.current?.focus();
  }, [isEdited]);

  return (
    <div id={`field-${field}`} tabIndex={-1} className="grid scroll-mt-4 gap-x-4 gap-y-1 py-2 outline-none sm:grid-cols-[8rem_minmax(0,1fr)]">
      <dt className="flex items-center gap-2 self-start py-1 text-soft">
        <span aria-hidden className="field-swatch" style={{ "--hue": hueOf(field) } as React.CSSProperties} />
        {label}
      </dt>
      <dd className="min-w-0 space-y-1">
        {isHidden ? (
          <p className="py-1 text-soft italic">{t("resume.hidden")}</p>
        ) : isEdited && !isEntries(field) ? (
          <Editor field={field} onDone={() => setEdited(false)} />
        ) : (
          <div className="flex items-start gap-2">
            <div className="min-w-0 grow py-1">{isEmpty ? <span className="text-soft italic">{t("resume.missing")}</span> : children}</div>
            {correction ? (
              <span className="py-1"><Badge tone="accent">{t("resume.corrected")}</Badge></span>
            ) : (
              evidence && !isList(field) && <span className="py-1" title={t("resume.confidence", { percent: Math.round(evidence.confidence * 100) })}>
                <Badge tone={TONES[inWords(evidence.confidence)]}>{t(`resume.confidence.${inWords(evidence.confidence)}`)}</Badge>
              </span>
            )}
            <Button ref={edit} kind="quiet" small aria-label={t("resume.edit", { field: label })} onClick={() => setEdited(true)} className="print:hidden">
              ✎
            </Button>
          </div>
        )}
        {isEdited && isEntries(field) && <Editor field={field} onDone={() => setEdited(false)} />}
        {reasons.map(({ reason, other }) => (
          <p key={`${reason}${other ?? ""}`} className="text-sm text-warn">
            {other === field ? t("resume.review.ITSELF") : t(`resume.review.${reason}`, { other: other ? t(`field.${other}`) : "" })}
          </p>
        ))}
        {correction && !isHidden && <CorrectionNote correction={correction} />}
      </dd>
    </div>
  );
}

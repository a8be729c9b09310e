import { useState } from "react";

import type { AnalysisShownFragment, FieldValueShownFragment } from "../../gql/graphql";
import { Button } from "../../parts/Button";
import { useText } from "../../texts";
import { genderOf, shortly } from "./corrections";
import { useCorrections } from "./useCorrections";

/** What had been read before a correction, what a newer reading says, and the ways back. */
export function CorrectionNote({ correction: { field, read, offered } }: { correction: AnalysisShownFragment["corrections"][number] }) {
  const t = useText();
  const { takeBack, isBusy } = useCorrections();
  const [problem, setProblem] = useState<string | null>(null);
  const told = (value: FieldValueShownFragment) => {
    const text = shortly(field, value);
    if (text === null) return t("resume.nothing");
    return field === "GENDER" ? t(`gender.${genderOf(text)}`) : text;
  };

  return (
    <div className="rounded-lg bg-sunken px-3 py-2 text-sm">
      <p className="flex flex-wrap items-center gap-x-3">
        <span className="wrap-anywhere">{t("resume.wasRead", { value: told(read) })}</span>
        {!offered && (
          <Button small kind="quiet" disabled={isBusy} onClick={() => void takeBack(field).then(setProblem)} className="print:hidden">
            {t("resume.takeBack")}
          </Button>
        )}
      </p>
      {offered && (
        <div className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-warn">
          <span className="wrap-anywhere">{t("resume.offered", { value: told(offered) })}</span>
          <Button small disabled={isBusy} onClick={() => void takeBack(field).then(setProblem)} className="print:hidden">
            {t("resume.acceptOffer")}
          </Button>
        </div>
      )}
      {problem !== null && (
        <p role="alert" className="text-bad">
          {problem}
        </p>
      )}
    </div>
  );
}

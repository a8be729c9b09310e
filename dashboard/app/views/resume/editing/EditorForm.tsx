import { type FormEvent, type KeyboardEvent, type ReactNode, useState } from "react";

import type { AnalysisField, AnalysisFieldsInput } from "../../../gql/graphql";
import { Button } from "../../../parts/Button";
import { useText } from "../../../texts";
import { useCorrections } from "../useCorrections";

interface Properties {
  field: AnalysisField;
  /** What was written, as the server takes it. */
  written: (form: FormData) => AnalysisFieldsInput;
  onDone: () => void;
  children: ReactNode;
}

/** Saves a correction or leaves it; what the server has against it stands below. */
export function EditorForm({ field, written, onDone, children }: Properties) {
  const t = useText();
  const { save, isBusy } = useCorrections();
  const [problem, setProblem] = useState<string | null>(null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const refused = await save(field, written(new FormData(event.currentTarget)));
    setProblem(refused);
    if (refused === null) onDone();
  }

  function leave(event: KeyboardEvent) {
    if (event.key !== "Escape") return;
    event.stopPropagation();
    onDone();
  }

  return (
    <form onSubmit={(event) => void submit(event)} onKeyDown={leave} className="space-y-2">
      {children}
      {problem !== null && (
        <p role="alert" className="text-sm text-bad">
          {problem}
        </p>
      )}
      <div className="flex gap-2">
        <Button kind="main" small type="submit" disabled={isBusy}>
          {t("action.save")}
        </Button>
        <Button small onClick={onDone}>
          {t("action.cancel")}
        </Button>
      </div>
    </form>
  );
}

import { type FormEvent, useId, useState } from "react";

import { Button } from "../../parts/Button";
import { useText } from "../../texts";

const LONGEST = 10_000;

/** Where a job description is pasted. */
export function DescriptionForm({ description, onFind }: { description: string; onFind: (text: string) => void }) {
  const t = useText();
  const id = useId();
  const [text, setText] = useState(description);

  function find(event: FormEvent) {
    event.preventDefault();
    if (text.trim()) onFind(text.trim());
  }

  return (
    <form onSubmit={find}>
      <label htmlFor={id} className="mb-1 block font-medium">
        {t("candidates.paste")}
      </label>
      <textarea
        id={id}
        value={text}
        rows={description ? 5 : 9}
        maxLength={LONGEST}
        placeholder={t("candidates.pasteExample")}
        aria-describedby={`${id}-hint`}
        onChange={(event) => setText(event.target.value)}
        className="w-full rounded-lg border border-line bg-card p-3"
      />
      <p id={`${id}-hint`} className="mt-1 mb-3 text-sm text-soft">
        {t("candidates.pasteHint")}
      </p>
      <div className="flex flex-wrap gap-2">
        <Button kind="main" type="submit" disabled={text.trim() === ""}>
          {t("candidates.find")}
        </Button>
        {text === "" && <Button onClick={() => setText(t("candidates.pasteExample"))}>{t("candidates.tryExample")}</Button>}
      </div>
    </form>
  );
}

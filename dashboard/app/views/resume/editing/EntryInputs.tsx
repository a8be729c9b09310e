import { Button } from "../../../parts/Button";
import { Field } from "../../../parts/Field";
import { useText } from "../../../texts";
import type { EntriesField } from "../fields";
import { type Draft, type DraftWord, WORDS } from "./entries";

interface Properties {
  field: EntriesField;
  draft: Draft;
  number: number;
  onChange: (word: DraftWord, value: string | boolean) => void;
  onRemove: () => void;
}

/** The inputs of one entry. */
export function EntryInputs({ field, draft, number, onChange, onRemove }: Properties) {
  const t = useText();
  return (
    <fieldset className="rounded-lg border border-line p-3">
      <legend className="px-1 text-sm text-soft">
        {t(`field.${field}`)} {number}
      </legend>
      <div className="grid gap-3 sm:grid-cols-2">
        {WORDS[field].map((word) => (
          <Field key={word} label={t(`resume.entry.${word}`)} value={draft[word]} maxLength={200} onChange={(event) => onChange(word, event.target.value)} />
        ))}
        <Field
          label={t("resume.entry.start")}
          value={draft.start}
          placeholder="2018-09"
          pattern="\d{4}(-\d{2})?"
          onChange={(event) => onChange("start", event.target.value)}
        />
        <Field
          label={t("resume.entry.end")}
          value={draft.end}
          placeholder="2020-06"
          pattern="\d{4}(-\d{2})?"
          disabled={draft.isCurrent}
          onChange={(event) => onChange("end", event.target.value)}
        />
      </div>
      {field === "EXPERIENCE" && (
        <label className="mt-3 block text-sm font-medium">
          {t("resume.entry.summary")}
          <textarea
            value={draft.summary}
            maxLength={1500}
            rows={3}
            onChange={(event) => onChange("summary", event.target.value)}
            className="mt-1 w-full rounded-lg border border-line bg-card px-3 py-2 font-normal"
          />
        </label>
      )}
      <div className="mt-2 flex items-center justify-between gap-3">
        <label className="flex items-center gap-2 text-sm">
          <input type="checkbox" checked={draft.isCurrent} onChange={(event) => onChange("isCurrent", event.target.checked)} />
          {t("resume.entry.isCurrent")}
        </label>
        <Button small kind="quiet" onClick={onRemove}>
          {t("resume.removeEntry")}
        </Button>
      </div>
    </fieldset>
  );
}

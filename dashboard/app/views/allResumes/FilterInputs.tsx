import type { FormEvent } from "react";

import { Button } from "../../parts/Button";
import { useText } from "../../texts";
import type { Range, Shown } from "./address";

const LOOK = "min-h-8 w-full min-w-0 rounded-lg border border-line bg-card px-2 text-sm";

/** Adds a value that is not among those that are offered. */
export function AddValue({ label, onAdd }: { label: string; onAdd: (value: string) => void }) {
  const t = useText();
  function add(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const value = String(new FormData(form).get("value")).trim();
    form.reset();
    if (value) onAdd(value);
  }
  return (
    <form onSubmit={add}>
      <input name="value" aria-label={`${label}: ${t("filter.add")}`} placeholder={t("filter.add")} maxLength={200} className={LOOK} />
    </form>
  );
}

/** Narrows to numbers from one to another, either of which may be left open. */
export function RangeFilter({ label, step = 1, range, onApply }: { label: string; step?: number; range: Range; onApply: (range: Range) => void }) {
  const t = useText();
  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const read = (name: string): number | null => (form.get(name) ? Number(form.get(name)) : null);
    onApply({ from: read("from"), until: read("until") });
  }
  return (
    <form key={`${range.from} ${range.until}`} onSubmit={apply} className="flex items-center gap-1">
      <input name="from" type="number" min={0} step={step === 1 ? "any" : step} aria-label={`${label}: ${t("filter.from")}`} placeholder={t("filter.from")} defaultValue={range.from ?? ""} className={LOOK} />
      <span aria-hidden>–</span>
      <input name="until" type="number" min={0} step="any" aria-label={`${label}: ${t("filter.until")}`} placeholder={t("filter.until")} defaultValue={range.until ?? ""} className={LOOK} />
      <Button small type="submit">
        {t("filter.apply")}
      </Button>
    </form>
  );
}

/** Narrows to uploads from one day to another. */
export function DaysFilter({ shown, onApply }: { shown: Shown; onApply: (change: Partial<Shown>) => void }) {
  const t = useText();
  return (
    <div className="space-y-1">
      {(["from", "until"] as const).map((name) => (
        <label key={name} className="flex items-center gap-2 text-sm">
          <span className="w-10 shrink-0 text-soft">{t(`filter.${name}`)}</span>
          <input
            type="date"
            value={shown[name] ?? ""}
            onChange={(event) => onApply({ [name]: event.target.value || null, period: null })}
            className={LOOK}
          />
        </label>
      ))}
    </div>
  );
}

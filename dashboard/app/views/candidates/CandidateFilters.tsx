import { type FormEvent, useEffect, useRef } from "react";

import { Button } from "../../parts/Button";
import { DEGREES } from "../../parts/degrees";
import { Field } from "../../parts/Field";
import { useUrlState } from "../../parts/urlState";
import { useText } from "../../texts";
import { FILTER_NAMES, filterOf } from "./filters";

/** The conditions that candidates have to meet; they stand in the address. */
export function CandidateFilters() {
  const t = useText();
  const [parameters, change] = useUrlState();
  const now = FILTER_NAMES.map((name) => parameters.get(name) ?? "");
  const isOpen = filterOf(parameters) !== null;
  const form = useRef<HTMLFormElement>(null);

  // The address may have changed without the form, by going back.
  useEffect(() => {
    for (const [at, name] of FILTER_NAMES.entries()) {
      const field = form.current?.elements.namedItem(name);
      if (field instanceof HTMLInputElement || field instanceof HTMLSelectElement) field.value = now[at] ?? "";
    }
  }, [now.join("\n")]);

  function apply(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    change({ ...Object.fromEntries(FILTER_NAMES.map((name) => [name, String(form.get(name) ?? "").trim()])), pages: null, compare: null }, { keep: true });
  }

  const clear = () => change({ ...Object.fromEntries(FILTER_NAMES.map((name) => [name, null])), pages: null, compare: null }, { keep: true });

  return (
    <details open={isOpen || undefined} className="rounded-xl border border-line bg-card print:hidden">
      <summary className="cursor-pointer px-4 py-3 font-medium">{t("candidates.filters")}</summary>
      <form ref={form} onSubmit={apply} className="space-y-4 border-t border-line px-4 py-4">
        <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-3">
          <Field name="cities" label={t("candidates.cities")} hint={t("candidates.listHint")} defaultValue={parameters.get("cities") ?? ""} />
          <Field name="skills" label={t("candidates.skills")} hint={t("candidates.listHint")} defaultValue={parameters.get("skills") ?? ""} />
          <label className="block">
            <span className="mb-1 block text-sm font-medium">{t("candidates.degreeFrom")}</span>
            <select name="degree" defaultValue={parameters.get("degree") ?? ""} className="min-h-10 w-full rounded-lg border border-line bg-card px-3">
              <option value="">{t("degree.NONE")}</option>
              {DEGREES.map((degree) => (
                <option key={degree} value={degree}>
                  {t(`degree.${degree}`)}
                </option>
              ))}
            </select>
          </label>
          <Field name="yearsFrom" type="number" min={0} max={80} step="any" label={t("candidates.yearsFrom")} defaultValue={parameters.get("yearsFrom") ?? ""} />
          <Field name="yearsUntil" type="number" min={0} max={80} step="any" label={t("candidates.yearsUntil")} defaultValue={parameters.get("yearsUntil") ?? ""} />
          <Field
            name="payUntil"
            type="number"
            min={0}
            max={2147483647}
            step={1}
            label={t("candidates.payUntil")}
            defaultValue={parameters.get("payUntil") ?? ""}
          />
        </div>
        <p className="text-sm text-soft">{t("candidates.filtersHint")}</p>
        <div className="flex gap-2">
          <Button kind="main" type="submit">
            {t("candidates.apply")}
          </Button>
          {isOpen && <Button onClick={clear}>{t("candidates.clear")}</Button>}
        </div>
      </form>
    </details>
  );
}

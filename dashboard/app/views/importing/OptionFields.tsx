import { useId } from "react";

import { Field } from "../../parts/Field";
import { useText } from "../../texts";
import { ENCODINGS, isSourceName, type Options, type Report } from "./options";

interface Properties {
  options: Options;
  report: Report | null;
  onChange: (changes: Partial<Options>) => void;
}

/** What can be said of how a file is read: under which name, in which encoding, sheet and currency. */
export function OptionFields({ options, report, onChange }: Properties) {
  const t = useText();
  const sheets = report?.sheet ? [report.sheet, ...report.otherSheets].sort() : [];
  return (
    <div className="space-y-4">
      <div className="grid gap-4 sm:grid-cols-2 lg:grid-cols-4">
        <Field
          label={t("importing.source")}
          hint={t("importing.sourceHint")}
          {...(!isSourceName(options.source) && { problem: t("importing.sourceWrong") })}
          value={options.source}
          maxLength={64}
          required
          onChange={(event) => onChange({ source: event.target.value })}
        />
        <Choice
          label={t("importing.encoding")}
          value={options.encoding}
          auto={t("importing.auto")}
          values={ENCODINGS}
          onChange={(encoding) => onChange({ encoding, mappings: {} })}
        />
        {sheets.length > 1 && (
          <Choice
            label={t("importing.sheet")}
            value={options.sheet || (report?.sheet ?? "")}
            values={sheets}
            onChange={(sheet) => onChange({ sheet, mappings: {} })}
          />
        )}
        <Field
          label={t("importing.currency")}
          hint={t("importing.currencyHint")}
          placeholder="CNY"
          value={options.currency}
          maxLength={3}
          onChange={(event) => onChange({ currency: event.target.value })}
        />
      </div>
      <label className="flex items-start gap-2">
        <input
          type="checkbox"
          checked={options.replace}
          onChange={(event) => onChange({ replace: event.target.checked })}
          className="mt-1 size-4 accent-accent"
        />
        <span>
          {t("importing.replace")}
          <span className="block text-sm text-soft">{t("importing.replaceHint")}</span>
        </span>
      </label>
    </div>
  );
}

interface ChoiceProperties {
  label: string;
  value: string;
  values: string[];
  auto?: string;
  onChange: (value: string) => void;
}

function Choice({ label, value, values, auto, onChange }: ChoiceProperties) {
  const id = useId();
  return (
    <div>
      <label htmlFor={id} className="mb-1 block text-sm font-medium">
        {label}
      </label>
      <select
        id={id}
        value={value}
        onChange={(event) => onChange(event.target.value)}
        className="min-h-10 w-full rounded-lg border border-line bg-card px-3"
      >
        {auto && <option value="">{auto}</option>}
        {values.map((each) => (
          <option key={each} value={each}>
            {each}
          </option>
        ))}
      </select>
    </div>
  );
}

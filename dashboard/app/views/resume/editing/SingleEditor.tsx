import { useText } from "../../../texts";
import { singleInput } from "../corrections";
import { type SingleField, textOf } from "../fields";
import { useReading } from "../reading";
import { EditorForm } from "./EditorForm";

const LOOK = "min-h-9 w-full rounded-lg border border-line bg-card px-3";

const KINDS: Partial<Record<SingleField, React.InputHTMLAttributes<HTMLInputElement>>> = {
  AGE: { type: "number", min: 0, max: 150, step: 1 },
  YEARS_OF_EXPERIENCE: { type: "number", min: 0, max: 80, step: 0.5 },
  BIRTH_DATE: { placeholder: "1998-05", pattern: "\\d{4}(-\\d{2}){0,2}" },
  EMAIL: { type: "email" },
  PHONE: { type: "tel" },
};

/** Corrects a field that has one value; left empty, the resume does not state it. */
export function SingleEditor({ field, onDone }: { field: SingleField; onDone: () => void }) {
  const t = useText();
  const { analysis } = useReading();
  const value = textOf(analysis, field) ?? "";
  const label = t(`field.${field}`);
  return (
    <EditorForm field={field} written={(form) => singleInput(field, String(form.get("value")))} onDone={onDone}>
      {field === "GENDER" ? (
        <select name="value" aria-label={label} defaultValue={value} autoFocus className={LOOK}>
          <option value="">{t("resume.notStated")}</option>
          <option value="MALE">{t("gender.MALE")}</option>
          <option value="FEMALE">{t("gender.FEMALE")}</option>
        </select>
      ) : (
        <input name="value" aria-label={label} defaultValue={value} maxLength={200} autoFocus className={LOOK} {...KINDS[field]} />
      )}
      <p className="text-sm text-soft">{t("resume.emptyMeansNone")}</p>
    </EditorForm>
  );
}

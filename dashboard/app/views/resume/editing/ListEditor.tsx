import { useText } from "../../../texts";
import { listInput } from "../corrections";
import { itemsOf, type ListField } from "../fields";
import { useReading } from "../reading";
import { EditorForm } from "./EditorForm";

/** Corrects a list, one item a line. */
export function ListEditor({ field, onDone }: { field: ListField; onDone: () => void }) {
  const t = useText();
  const { analysis } = useReading();
  const items = itemsOf(analysis, field);
  return (
    <EditorForm field={field} written={(form) => listInput(field, String(form.get("value")))} onDone={onDone}>
      <textarea
        name="value"
        aria-label={t(`field.${field}`)}
        defaultValue={items.join("\n")}
        rows={Math.min(12, items.length + 2)}
        autoFocus
        className="w-full rounded-lg border border-line bg-card px-3 py-2"
      />
      <p className="text-sm text-soft">{t("resume.oneALine")}</p>
    </EditorForm>
  );
}

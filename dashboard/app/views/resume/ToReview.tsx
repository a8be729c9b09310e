import { useText } from "../../texts";
import { useReading } from "./reading";
import { fieldsToReview } from "./review";

/** What deserves a look, as ways to it; the worst first. */
export function ToReview() {
  const t = useText();
  const fields = fieldsToReview(useReading().review);
  if (fields.length === 0) return null;

  function goTo(id: string) {
    const row = document.getElementById(id);
    row?.scrollIntoView({ block: "center" });
    row?.focus({ preventScroll: true });
  }

  return (
    <nav aria-label={t("resume.toReview")} className="flex flex-wrap items-center gap-2 rounded-xl border border-line bg-card px-4 py-3 print:hidden">
      <span className="text-soft">{t("resume.toReview")}</span>
      {fields.map((field) => (
        <button key={field} type="button" onClick={() => goTo(`field-${field}`)} className="rounded-full bg-warn-wash px-2.5 py-0.5 text-sm font-medium text-warn">
          {t(`field.${field}`)}
        </button>
      ))}
    </nav>
  );
}

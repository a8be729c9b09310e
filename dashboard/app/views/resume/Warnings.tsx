import { useText } from "../../texts";
import { useReading } from "./reading";

/** Words in the file that nobody sees who looks at it. */
export function Warnings() {
  const t = useText();
  const { warnings } = useReading().analysis;
  if (warnings.length === 0) return null;
  return (
    <section aria-labelledby="warnings" className="rounded-xl border border-warn/40 bg-warn-wash px-4 py-3">
      <h2 id="warnings" className="font-semibold text-warn">
        {t("resume.warnings", { count: warnings.length })}
      </h2>
      <p className="text-sm">{t("resume.warningsLead")}</p>
      <ul className="mt-2 space-y-1 text-sm">
        {warnings.map(({ kind, page, text }, at) => (
          <li key={at} className="wrap-anywhere">
            <span className="font-medium">{t("resume.page", { page })}</span> · {t(`resume.warning.${kind}`)}：<q>{text}</q>
          </li>
        ))}
      </ul>
    </section>
  );
}

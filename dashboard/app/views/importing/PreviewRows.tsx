import { useLanguage, useText } from "../../texts";
import { amountsOf } from "../positions/pay";
import type { Report } from "./options";

/** The first rows as they would be imported. */
export function PreviewRows({ rows }: { rows: Report["firstRows"] }) {
  const t = useText();
  const language = useLanguage();
  if (rows.length === 0) return null;
  return (
    <div>
      <h3 className="font-semibold">{t("importing.firstRows", { count: rows.length })}</h3>
      <div className="mt-2 overflow-x-auto rounded-lg border border-line" tabIndex={0} role="region" aria-label={t("importing.firstRows", { count: rows.length })}>
        <table className="w-full text-sm">
          <thead className="bg-sunken text-left whitespace-nowrap text-soft">
            <tr>
              {[t("importing.line"), t("positions.position"), t("positions.company"), t("positions.city"), t("positions.pay"), t("positions.asks"), t("field.SKILLS")].map(
                (head) => (
                  <th key={head} scope="col" className="px-3 py-1.5 font-medium">
                    {head}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ line, title, company, city, salaryText, pay, degree, yearsMin, skills, url }) => (
              <tr key={line} className="border-t border-line align-top">
                <td className="px-3 py-1.5 text-soft tabular-nums">{line}</td>
                <th scope="row" className="min-w-32 px-3 py-1.5 text-left font-medium">
                  {title}
                  {url && <span className="block max-w-48 truncate text-xs font-normal text-soft">{url}</span>}
                </th>
                <td className="px-3 py-1.5">{company}</td>
                <td className="min-w-20 px-3 py-1.5">{city}</td>
                <td className="px-3 py-1.5 whitespace-nowrap">
                  {salaryText}
                  {pay && (
                    <span className="block text-xs text-soft">
                      {amountsOf(pay, language)} {t(`period.${pay.period}`)}
                    </span>
                  )}
                </td>
                <td className="px-3 py-1.5 whitespace-nowrap">
                  {t(`degree.${degree}`)}
                  {yearsMin > 0 && ` · ${t("positions.years", { years: yearsMin })}`}
                </td>
                <td className="min-w-40 px-3 py-1.5">{skills.slice(0, 8).join(" · ")}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

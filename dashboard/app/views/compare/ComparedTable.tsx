import type { AnalysisField } from "../../gql/graphql";
import { useText } from "../../texts";
import { genderOf } from "../resume/corrections";
import type { Row } from "./rows";

/** Where the row of a field stands, in whichever of the tables. */
export const rowId = (field: AnalysisField): string => `compared-${field}`;

/** What the resumes are called in whose places they stand. */
export interface Sides {
  older: string;
  newer: string;
}

/** What two resumes say, a field a row; what only one of them states is marked by sign and colour. */
export function ComparedTable({ caption, sides, rows }: { caption: string; sides: Sides; rows: Row[] }) {
  const t = useText();
  return (
    <div className="overflow-x-auto rounded-xl border border-line bg-card">
      <table className="w-full table-fixed">
        <caption className="sr-only">{caption}</caption>
        <thead className="text-left text-sm text-soft">
          <tr>
            <th scope="col" className="w-24 px-3 py-2 font-normal sm:w-36">
              {t("compare.field")}
            </th>
            <th scope="col" className="px-3 py-2 font-normal">
              {sides.older}
            </th>
            <th scope="col" className="px-3 py-2 font-normal">
              {sides.newer}
            </th>
          </tr>
        </thead>
        <tbody className="divide-y divide-line border-t border-line">
          {rows.map(({ field, common, older, newer }) => (
            <tr key={field} id={rowId(field)} tabIndex={-1} className="break-inside-avoid align-top">
              <th scope="row" className="px-3 py-2 text-left font-normal text-soft">
                {t(`field.${field}`)}
              </th>
              <Cell field={field} own={older} common={common} sign="−" look="bg-bad-wash text-bad" />
              <Cell field={field} own={newer} common={common} sign="+" look="bg-good-wash text-good" />
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Cell({ field, own, common, sign, look }: { field: AnalysisField; own: string[]; common: string[]; sign: string; look: string }) {
  const t = useText();
  const shown = (value: string) => (field === "GENDER" ? t(`gender.${genderOf(value)}`) : value);
  return (
    <td className="px-3 py-2">
      {own.length + common.length === 0 && <span className="text-soft italic">{t("compare.notStated")}</span>}
      <ul className="flex flex-wrap gap-1.5">
        {own.map((value) => (
          <li key={value} className={`rounded-lg px-2 py-0.5 wrap-anywhere ${look}`}>
            <span aria-hidden>{sign} </span>
            <span className="sr-only">{t("compare.onlyHere")} </span>
            {shown(value)}
          </li>
        ))}
        {common.map((value) => (
          <li key={value} className="rounded-lg bg-sunken px-2 py-0.5 wrap-anywhere">
            {shown(value)}
          </li>
        ))}
      </ul>
    </td>
  );
}

import { Badge } from "../../parts/Badge";
import { type TextId, useText } from "../../texts";
import { FIELDS, type Report } from "./options";

interface Properties {
  columns: Omit<Report["columns"][number], "__typename">[];
  mappings: Record<string, string>;
  onMap: (column: string, field: string) => void;
  headLine?: number;
}

const IS_FIELD: ReadonlySet<string> = new Set(FIELDS);

/** The columns of a file: what each was taken as, which were left, and what those look like. */
export function ColumnTable({ columns, mappings, onMap, headLine = 0 }: Properties) {
  const t = useText();
  const nameOf = (field: string) => (IS_FIELD.has(field) ? t(`importField.${field}` as TextId) : field);
  return (
    <div>
      <h3 className="font-semibold">{t("importing.columns")}</h3>
      {headLine > 1 && <p className="text-sm text-soft">{t("importing.headLine", { line: headLine })}</p>}
      <div className="mt-2 max-h-96 overflow-auto rounded-lg border border-line" tabIndex={0} role="region" aria-label={t("importing.columns")}>
        <table className="w-full text-sm">
          <thead className="bg-sunken text-left text-soft">
            <tr>
              <th scope="col" className="px-3 py-1.5 font-medium">
                {t("importing.column")}
              </th>
              <th scope="col" className="px-3 py-1.5 font-medium">
                {t("importing.takenAs")}
              </th>
              <th scope="col" className="px-3 py-1.5 font-medium">
                <span className="sr-only">{t("importing.remark")}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {columns.map(({ name, field, looksLike }) => (
              <tr key={name} className="border-t border-line">
                <th scope="row" className="px-3 py-1.5 text-left font-medium break-words">
                  {name}
                </th>
                <td className="px-3 py-1.5">
                  <select
                    aria-label={t("importing.takeAs", { column: name })}
                    value={mappings[name] ?? ""}
                    onChange={(event) => onMap(name, event.target.value)}
                    className="min-h-9 w-full max-w-56 rounded-lg border border-line bg-card px-2"
                  >
                    <option value="">{mappings[name] ? t("importing.byName") : field ? nameOf(field) : t("importing.left")}</option>
                    {FIELDS.filter((each) => each !== field || mappings[name] !== undefined).map((each) => (
                      <option key={each} value={each}>
                        {nameOf(each)}
                      </option>
                    ))}
                    <option value="-">{t("importing.leaveOut")}</option>
                  </select>
                </td>
                <td className="px-3 py-1.5">{looksLike && <Badge tone="warn">{t(`looksLike.${looksLike}`)}</Badge>}</td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </div>
  );
}

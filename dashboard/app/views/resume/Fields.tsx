import type { AnalysisField } from "../../gql/graphql";
import { useText } from "../../texts";
import { Entries } from "./Entries";
import { FieldRow } from "./FieldRow";
import { GROUPS, isEntries, isList, itemsOf, keyOf, textOf } from "./fields";
import { useReading } from "./reading";
import { Value } from "./Value";

/** All fields, missing ones too, in groups. */
export function Fields() {
  const t = useText();
  const groups = Object.entries(GROUPS) as [keyof typeof GROUPS, readonly AnalysisField[]][];
  return groups.map(([group, fields]) => (
    <section key={group} aria-labelledby={`group-${group}`} className="break-inside-avoid-page rounded-xl border border-line bg-card px-4 py-3">
      <h2 id={`group-${group}`} className="font-semibold">
        {t(`resume.group.${group}`)}
      </h2>
      <dl className="divide-y divide-line">
        {fields.map((field) => (
          <OneField key={field} field={field} />
        ))}
      </dl>
    </section>
  ));
}

/** One field with its value, whatever kind it is of. */
export function OneField({ field }: { field: AnalysisField }) {
  const t = useText();
  const { analysis } = useReading();

  if (isEntries(field)) {
    const entries = field === "EDUCATION" ? analysis.education : analysis.experience;
    return (
      <FieldRow field={field} isEmpty={entries.length === 0}>
        <Entries field={field} />
      </FieldRow>
    );
  }
  if (isList(field)) {
    const items = itemsOf(analysis, field);
    return (
      <FieldRow field={field} isEmpty={items.length === 0}>
        <ul className="flex flex-wrap gap-1.5">
          {items.map((item, at) => (
            <li key={at} className="min-w-0">
              <Value of={keyOf(field, at)} text={item} chip />
            </li>
          ))}
        </ul>
      </FieldRow>
    );
  }
  const text = textOf(analysis, field);
  const shown = field === "GENDER" && text ? t(`gender.${text as "MALE" | "FEMALE"}`) : text;
  return (
    <FieldRow field={field} isEmpty={text === null}>
      <Value of={keyOf(field, null)} text={shown ?? ""} />
    </FieldRow>
  );
}

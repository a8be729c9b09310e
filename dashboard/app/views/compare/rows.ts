import type { AnalysisField, AnalysisShownFragment, CompareResumesQuery } from "../../gql/graphql";
import { GROUPS, isEntries, isList, itemsOf, spanOf, textOf } from "../resume/fields";

type Difference = NonNullable<CompareResumesQuery["compareResumes"]>["differences"][number];

/** What two resumes say of a field. */
export interface Row {
  field: AnalysisField;
  /** What both state. */
  common: string[];
  older: string[];
  newer: string[];
}

/** The fields in which two resumes differ, in the order in which fields are shown. */
export function differingRows(differences: readonly Difference[], older: AnalysisShownFragment): Row[] {
  const byField = new Map(differences.map((each) => [each.field, each]));
  return ORDER.flatMap((field) => {
    const found = byField.get(field);
    if (!found) return [];
    const common = isList(field) ? itemsOf(older, field).filter((item) => !found.older.includes(item)) : [];
    return [{ field, common, older: found.older, newer: found.newer }];
  });
}

/** The fields of which both say the same, without those of which neither says anything. */
export function equalRows(differences: readonly Difference[], older: AnalysisShownFragment, now: string): Row[] {
  const differing = new Set(differences.map(({ field }) => field));
  return ORDER.filter((field) => !differing.has(field))
    .map((field) => ({ field, common: told(older, field, now), older: [], newer: [] }))
    .filter(({ common }) => common.length > 0);
}

const ORDER: readonly AnalysisField[] = Object.values(GROUPS).flat();

function told(analysis: AnalysisShownFragment, field: AnalysisField, now: string): string[] {
  if (isList(field)) return itemsOf(analysis, field);
  if (field === "EDUCATION") {
    return analysis.education.map((entry) => [entry.school, entry.major, entry.degree, spanOf(entry, now)].filter(Boolean).join(" · "));
  }
  if (field === "EXPERIENCE") {
    return analysis.experience.map((entry) => [entry.company, entry.title, spanOf(entry, now)].filter(Boolean).join(" · "));
  }
  const text = isEntries(field) ? null : textOf(analysis, field);
  return text === null ? [] : [text];
}

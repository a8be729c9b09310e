import type { AnalysisField, AnalysisShownFragment, EvidenceShownFragment } from "../../gql/graphql";

/** The fields in the order and the company in which people look for them. */
export const GROUPS = {
  who: ["NAME", "GENDER", "AGE", "BIRTH_DATE", "CITY", "PHONE", "EMAIL"],
  wants: ["CAREER_INTEREST", "EXPECTED_SALARY"],
  experience: ["YEARS_OF_EXPERIENCE", "EXPERIENCE", "COMPANIES", "TITLES"],
  education: ["HIGHEST_DEGREE", "EDUCATION", "SCHOOLS"],
  skills: ["SKILLS"],
} as const satisfies Record<string, readonly AnalysisField[]>;

export type ListField = "SCHOOLS" | "COMPANIES" | "TITLES" | "SKILLS";
export type EntriesField = "EDUCATION" | "EXPERIENCE";
export type SingleField = Exclude<AnalysisField, ListField | EntriesField>;

const LISTS: ReadonlySet<AnalysisField> = new Set<ListField>(["SCHOOLS", "COMPANIES", "TITLES", "SKILLS"]);

export const isList = (field: AnalysisField): field is ListField => LISTS.has(field);
export const isEntries = (field: AnalysisField): field is EntriesField => field === "EDUCATION" || field === "EXPERIENCE";

const ORDER = Object.values(GROUPS).flat();

/** Whether a field tells who somebody is, or of which age or gender: whoever chooses blindly is not shown it. */
export const tellsWho = (field: AnalysisField): boolean => field !== "CITY" && GROUPS.who.some((each) => each === field);

/** The field's own colour, as an angle of the colour wheel; neighbours in the list lie far apart in it. */
export const hueOf = (field: AnalysisField): number => (ORDER.indexOf(field) * 137.5) % 360;

/** Names a value over the whole view: a field, or an item of one that is a list. */
export const keyOf = (field: AnalysisField, index: number | null | undefined): string => `${field}:${index ?? ""}`;

/** The field and the place that a key names. */
export function ofKey(key: string): { field: AnalysisField; index: number | null } {
  const [field, index] = key.split(":");
  return { field: field as AnalysisField, index: index ? Number(index) : null };
}

/** The keys under which a value may be marked: an age that is not printed stands where the date of birth does. */
export const marksOf = (key: string): string[] => (key === keyOf("AGE", null) ? [key, keyOf("BIRTH_DATE", null)] : [key]);

/** The evidence of every value by its key, that of entries among it. */
export function evidenceByKey(analysis: AnalysisShownFragment): ReadonlyMap<string, EvidenceShownFragment> {
  return new Map([
    ...analysis.evidence.map((each) => [keyOf(each.field, each.index), each] as const),
    ...analysis.education.map((entry, at) => [keyOf("EDUCATION", at), entry.evidence] as const),
    ...analysis.experience.map((entry, at) => [keyOf("EXPERIENCE", at), entry.evidence] as const),
  ]);
}

export type Confidence = "sure" | "likely" | "check";

/** A confidence in words: of all values that are called sure, nine in ten at least are right. */
export function inWords(confidence: number): Confidence {
  return confidence >= 0.9 ? "sure" : confidence >= 0.7 ? "likely" : "check";
}

/** What the analysis says of a field that has one value, as somebody would write it into an input. */
export function textOf(analysis: AnalysisShownFragment, field: SingleField): string | null {
  const { basicInfo } = analysis;
  switch (field) {
    case "NAME":
      return basicInfo.name ?? null;
    case "AGE":
      return basicInfo.age == null ? null : String(basicInfo.age);
    case "BIRTH_DATE":
      return basicInfo.birthDate ?? null;
    case "GENDER":
      return basicInfo.gender ?? null;
    case "CITY":
      return basicInfo.city ?? null;
    case "EMAIL":
      return basicInfo.contact.email ?? null;
    case "PHONE":
      return basicInfo.contact.phone ?? null;
    case "CAREER_INTEREST":
      return analysis.careerInterest ?? null;
    case "HIGHEST_DEGREE":
      return analysis.highestDegree ?? null;
    case "YEARS_OF_EXPERIENCE":
      return analysis.yearsOfExperience == null ? null : String(analysis.yearsOfExperience);
    case "EXPECTED_SALARY":
      return analysis.expectedSalary ?? null;
  }
}

/** The items of a field that is a list. */
export function itemsOf(analysis: AnalysisShownFragment, field: ListField): string[] {
  switch (field) {
    case "SCHOOLS":
      return analysis.schools;
    case "COMPANIES":
      return analysis.companies;
    case "TITLES":
      return analysis.titles;
    case "SKILLS":
      return analysis.skills;
  }
}

/** A time as people write it: `2018-09 – 2020-06`; null where nothing is known of it. */
export function spanOf({ start, end, isCurrent }: { start?: string | null; end?: string | null; isCurrent: boolean }, now: string): string | null {
  const to = isCurrent ? now : end;
  if (!start && !to) return null;
  return start && to ? `${start} – ${to}` : (start ?? to ?? null);
}

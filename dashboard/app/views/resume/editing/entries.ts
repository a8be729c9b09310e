import type { AnalysisFieldsInput, AnalysisShownFragment } from "../../../gql/graphql";
import type { EntriesField } from "../fields";

/** An entry while it is edited: every part as text, and empty where it is not stated. */
export interface Draft {
  /** Its place in the stored list; null for one that was added. */
  entry: number | null;
  school: string;
  degree: string;
  major: string;
  company: string;
  title: string;
  start: string;
  end: string;
  isCurrent: boolean;
  summary: string;
}

export type DraftWord = Exclude<keyof Draft, "entry">;

/** What is asked of an entry beside its time. */
export const WORDS = {
  EDUCATION: ["school", "degree", "major"],
  EXPERIENCE: ["company", "title"],
} as const satisfies Record<EntriesField, readonly DraftWord[]>;

export const emptyDraft: Draft = {
  entry: null,
  school: "",
  degree: "",
  major: "",
  company: "",
  title: "",
  start: "",
  end: "",
  isCurrent: false,
  summary: "",
};

/** The stored entries as drafts. */
export function draftsOf(analysis: AnalysisShownFragment, field: EntriesField): Draft[] {
  const entries = field === "EDUCATION" ? analysis.education : analysis.experience;
  return entries.map((stored, entry) => {
    const stated = Object.entries(stored).filter(([word, value]) => word in emptyDraft && value !== null);
    return { ...emptyDraft, ...Object.fromEntries(stated), entry };
  });
}

/** The input that sets the entries to the drafts; those that say nothing are left out. */
export function entriesInput(field: EntriesField, drafts: readonly Draft[]): AnalysisFieldsInput {
  if (field === "EDUCATION") {
    const education = drafts
      .filter(({ school }) => school.trim())
      .map((draft) => ({ ...common(draft), school: draft.school.trim(), degree: stated(draft.degree), major: stated(draft.major) }));
    return { education };
  }
  const experience = drafts
    .filter(({ company, title }) => company.trim() || title.trim())
    .map((draft) => ({
      ...common(draft),
      company: stated(draft.company),
      title: stated(draft.title),
      summary: stated(draft.summary),
    }));
  return { experience };
}

function common({ entry, start, end, isCurrent }: Draft) {
  return { ...(entry !== null && { entry }), start: stated(start), end: isCurrent ? null : stated(end), isCurrent };
}

const stated = (text: string): string | null => text.trim() || null;

import type { AnalysisField, AnalysisShownFragment, ReviewReason } from "../../gql/graphql";

type Item = AnalysisShownFragment["review"][number];

interface Reason {
  reason: ReviewReason;
  other: AnalysisField | null;
}

/** Why a field deserves a look, each reason once. What one value's own confidence says already is left out. */
export function reviewReasons(review: readonly Item[], field: AnalysisField): Reason[] {
  const reasons = new Map<string, Reason>();
  for (const item of review) {
    if (item.field !== field || item.reason === "LOW_CONFIDENCE" || item.reason === "OFFERED") continue;
    const other = item.conflictsWith ?? null;
    reasons.set(`${item.reason}${other ?? ""}`, { reason: item.reason, other });
  }
  return [...reasons.values()];
}

/** The fields that deserve a look, the worst first, each once. */
export function fieldsToReview(review: readonly Item[]): AnalysisField[] {
  return [...new Set(review.map(({ field }) => field))];
}

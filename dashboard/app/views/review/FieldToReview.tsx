import { useMutation } from "urql";

import { type AnalysisField, CorrectDocument } from "../../gql/graphql";
import { Button } from "../../parts/Button";
import { textOfError } from "../../parts/Notes";
import { useToast } from "../../parts/Toasts";
import { useText } from "../../texts";
import { useRefusal } from "../../texts/refusals";
import { isList, itemsOf, keyOf } from "../resume/fields";
import { OneField } from "../resume/Fields";
import { useReading } from "../resume/reading";
import { confirmed } from "./confirming";

/** A field that deserves a look: why, what was read, and the words that it was read from. */
export function FieldToReview({ field }: { field: AnalysisField }) {
  const t = useText();
  const refusal = useRefusal();
  const toast = useToast();
  const { resume, analysis, review, evidence } = useReading();
  const [{ fetching }, correct] = useMutation(CorrectDocument);
  const doubts = review.filter((item) => item.field === field && item.reason === "LOW_CONFIDENCE");

  async function confirm() {
    const { data, error } = await correct({ input: { resume: resume.id, fields: confirmed([field], analysis) } });
    if (error) toast(t(textOfError(error)));
    else if (data?.correctAnalysis.__typename === "InvalidInputError") toast(refusal(data.correctAnalysis, "resume.refused"));
  }

  return (
    <li className="rounded-xl border border-line bg-card px-4 py-2">
      <dl>
        <OneField field={field} />
      </dl>
      <div className="flex flex-wrap items-end justify-between gap-3 border-t border-line py-2">
        <ul className="min-w-0 space-y-1 text-sm">
          {doubts.map(({ index }) => {
            const found = evidence.get(keyOf(field, index));
            const value = isList(field) && index != null ? itemsOf(analysis, field)[index] : null;
            return (
              <li key={index ?? ""} className="wrap-anywhere">
                {value && <strong>{value} </strong>}
                {found && (
                  <>
                    <span className="text-warn">{t("resume.confidence", { percent: Math.round(found.confidence * 100) })}</span>
                    <span className="text-soft"> · {t("review.readFrom", { page: found.page, line: found.text })}</span>
                  </>
                )}
              </li>
            );
          })}
        </ul>
        <Button small disabled={fetching} onClick={() => void confirm()} aria-label={t("review.rightField", { field: t(`field.${field}`) })}>
          ✓ {t("review.right")}
        </Button>
      </div>
    </li>
  );
}

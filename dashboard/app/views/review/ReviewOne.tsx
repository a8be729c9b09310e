import { useEffect, useRef } from "react";
import { useMutation, useQuery } from "urql";
import { Link } from "wouter";

import { type AnalysisShownFragment, CorrectDocument, ResumeDetailsDocument, type ResumeShownFragment, TakeBackDocument } from "../../gql/graphql";
import { Button, buttonLook } from "../../parts/Button";
import { Empty, ErrorNote, Skeleton, textOfError } from "../../parts/Notes";
import { useToast } from "../../parts/Toasts";
import { useText } from "../../texts";
import { useRefusal } from "../../texts/refusals";
import { HighlightProvider } from "../resume/highlight";
import { Pages } from "../resume/pages/Pages";
import { useResumePages } from "../resume/pages/useResumePages";
import { ReadingProvider } from "../resume/reading";
import { fieldsToReview } from "../resume/review";
import { confirmed } from "./confirming";
import { FieldToReview } from "./FieldToReview";
import { useReviewKeys } from "./useReviewKeys";

interface Properties {
  id: string;
  /** Where this one stands, and how many are left. */
  told: string;
  onNext: () => void;
  /** Null where there is none before it. */
  onBack: (() => void) | null;
}

/** One resume's uncertain readings, to be corrected or confirmed. */
export function ReviewOne({ id, told, onNext, onBack }: Properties) {
  const t = useText();
  const [{ data, error, fetching }, look] = useQuery({ query: ResumeDetailsDocument, variables: { id } });
  const resume = data?.resume;
  const skip = (
    <Button kind="main" onClick={onNext}>
      {t("review.skip")}
    </Button>
  );
  return (
    <section className="space-y-4">
      {error && !resume && <ErrorNote error={error} onRetry={() => look({ requestPolicy: "network-only" })} />}
      {!resume && fetching && <Skeleton rows={4} className="h-24" />}
      {resume?.analysis ? (
        <Shown resume={resume} analysis={resume.analysis} told={told} onNext={onNext} onBack={onBack} />
      ) : (
        !fetching && (error ? skip : <Empty title={t("review.goneTitle")}>{skip}</Empty>)
      )}
    </section>
  );
}

function Shown({ resume, analysis, told, onNext, onBack }: Omit<Properties, "id"> & { resume: ResumeShownFragment; analysis: AnalysisShownFragment }) {
  const t = useText();
  const refusal = useRefusal();
  const toast = useToast();
  const [confirming, correct] = useMutation(CorrectDocument);
  const [, takeBack] = useMutation(TakeBackDocument);
  const heading = useRef<HTMLHeadingElement>(null);
  const fields = fieldsToReview(analysis.review);
  const { pages, placed, isLoading, askAnew } = useResumePages(resume.id, analysis);

  useEffect(() => heading.current?.focus(), []);

  async function confirmAndGo() {
    if (confirming.fetching) return;
    if (fields.length > 0) {
      const { data, error } = await correct({ input: { resume: resume.id, fields: confirmed(fields, analysis) } });
      if (error) return toast(t(textOfError(error)));
      if (data?.correctAnalysis.__typename === "InvalidInputError") return toast(refusal(data.correctAnalysis, "resume.refused"));
      const before = new Set(analysis.corrections.map(({ field }) => field));
      const fresh = fields.filter((field) => !before.has(field));
      toast(t("review.confirmed", { name: resume.fileName }), {
        label: t("action.undo"),
        run: () =>
          void takeBack({ input: { resume: resume.id, fields: fresh } }).then(({ error }) => toast(t(error ? textOfError(error) : "resume.undone"))),
      });
    }
    onNext();
  }

  useReviewKeys({ onConfirm: () => void confirmAndGo(), onNext, onBack });

  return (
    <HighlightProvider>
      <ReadingProvider resume={resume} analysis={analysis} placed={placed}>
        <div className="sticky top-0 z-10 -mx-1 flex flex-wrap items-center gap-3 bg-page px-1 py-2">
          <div className="min-w-0 grow">
            <h2 ref={heading} tabIndex={-1} className="truncate text-lg font-semibold outline-none">
              {resume.fileName}
            </h2>
            <p className="text-sm text-soft" aria-live="polite">
              {told}
            </p>
          </div>
          <Link href={`/resumes/${resume.id}`} className={buttonLook("quiet")}>
            {t("review.open")}
          </Link>
          <Button disabled={onBack === null} onClick={() => onBack?.()}>
            {t("review.back")}
          </Button>
          <Button onClick={onNext}>{t("review.skip")}</Button>
          <Button kind="main" disabled={confirming.fetching} onClick={() => void confirmAndGo()}>
            {t(fields.length > 0 ? "review.confirm" : "review.next")}
          </Button>
        </div>
        <p className="hidden text-sm text-soft md:block print:hidden">{t("review.keys")}</p>
        <div className="grid items-start gap-6 lg:grid-cols-2">
          {fields.length === 0 ? (
            <p className="rounded-xl border border-line bg-card px-4 py-6 text-good">{t("review.clear")}</p>
          ) : (
            <ul className="min-w-0 space-y-3">
              {fields.map((field) => (
                <FieldToReview key={field} field={field} />
              ))}
            </ul>
          )}
          <div className="min-w-0 lg:sticky lg:top-20">
            {isLoading ? <Skeleton rows={1} className="aspect-[210/297] h-auto" /> : pages.length > 0 && <Pages pages={pages} onBroken={askAnew} />}
          </div>
        </div>
      </ReadingProvider>
    </HighlightProvider>
  );
}

import { useMutation } from "urql";
import { Link } from "wouter";

import { AnalyseAgainDocument, type FailureCode, type ResumeShownFragment } from "../../gql/graphql";
import { Button, buttonLook } from "../../parts/Button";
import { ErrorNote } from "../../parts/Notes";
import { useText } from "../../texts";

// Another attempt at the same file would end as the first one did.
const ENDS_THE_SAME: ReadonlySet<FailureCode> = new Set<FailureCode>(["ENCRYPTED", "UNSUPPORTED_TYPE", "FILE_MISSING"]);
const MAY_WORK: ReadonlySet<FailureCode> = new Set<FailureCode>(["TIMED_OUT", "INTERNAL"]);

/** Why a resume could not be read, and what to do about it. */
export function Failed({ resume }: { resume: ResumeShownFragment }) {
  const t = useText();
  const [{ error, fetching }, again] = useMutation(AnalyseAgainDocument);
  const code = resume.failure?.code ?? "INTERNAL";
  return (
    <section role="alert" className="space-y-4 rounded-xl border border-bad/40 bg-card px-6 py-8">
      <h2 className="text-lg font-semibold text-bad">{t(`failure.${code}`)}</h2>
      <p className="max-w-prose">{t(`failure.${code}.advice`)}</p>
      <div className="flex flex-wrap gap-2">
        {!ENDS_THE_SAME.has(code) && (
          <Button kind={MAY_WORK.has(code) ? "main" : "plain"} disabled={fetching} onClick={() => void again({ id: resume.id })}>
            {t("resume.analyseAgain")}
          </Button>
        )}
        <Link href="/" className={buttonLook(MAY_WORK.has(code) ? "plain" : "main")}>
          {t("resume.uploadAnother")}
        </Link>
      </div>
      {error && <ErrorNote error={error} />}
    </section>
  );
}

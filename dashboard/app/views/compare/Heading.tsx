import { Link } from "wouter";

import type { ComparedFragment } from "../../gql/graphql";
import { useMoment } from "../../parts/moments";
import { useText } from "../../texts";

/** Which resume stands on a side, and what fits it best. */
export function Heading({ label, resume }: { label: string; resume: ComparedFragment }) {
  const t = useText();
  const moment = useMoment();
  return (
    <section className="rounded-xl border border-line bg-card p-4">
      <p className="text-sm text-soft">{label}</p>
      <h2 className="font-semibold wrap-anywhere">
        <Link href={`/resumes/${resume.id}`} className="text-accent hover:underline">
          {resume.fileName}
        </Link>
      </h2>
      <p className="text-sm text-soft">
        {resume.owner.username} · {moment(resume.uploadTime)}
      </p>
      {resume.matches.length > 0 && (
        <ol aria-label={t("resume.tab.matches")} className="mt-2 text-sm">
          {resume.matches.map(({ position, score }) => (
            <li key={position} className="flex justify-between gap-3">
              <span className="min-w-0 truncate">{position}</span>
              <span className="tabular-nums">{Math.round(score * 100)}%</span>
            </li>
          ))}
        </ol>
      )}
    </section>
  );
}

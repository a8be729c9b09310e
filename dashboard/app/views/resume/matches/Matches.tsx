import { Link } from "wouter";

import type { ResumeShownFragment } from "../../../gql/graphql";
import { buttonLook } from "../../../parts/Button";
import { Empty } from "../../../parts/Notes";
import { useText } from "../../../texts";
import { MatchCard } from "./MatchCard";

/** The positions that fit, the best first; where there are none, why. */
export function Matches({ resume: { id, matches, noMatches } }: { resume: ResumeShownFragment }) {
  const t = useText();
  if (matches.length === 0) {
    return (
      <Empty title={t(`resume.noMatches.${noMatches ?? "NOTHING_FITS"}`)}>
        <p>{t(`resume.noMatches.${noMatches ?? "NOTHING_FITS"}.advice`)}</p>
        <Link href={`/resumes/${id}`} className={`mt-4 ${buttonLook("main")}`}>
          {t("resume.toDetails")}
        </Link>
      </Empty>
    );
  }
  return (
    <ol className="grid gap-4 xl:grid-cols-2">
      {matches.map((match, at) => (
        <li key={`${match.position}-${at}`} className="break-inside-avoid">
          <MatchCard match={match} />
        </li>
      ))}
    </ol>
  );
}

import { Link } from "wouter";

import type { ResumeShownFragment } from "../../../gql/graphql";
import { buttonLook } from "../../../parts/Button";
import { Empty } from "../../../parts/Notes";
import { useText } from "../../../texts";
import { keyOf } from "../fields";
import { MatchCard } from "./MatchCard";

/** The positions that fit, the best first; where there are none, why. */
export function Matches({ resume: { id, matches, noMatches, analysis } }: { resume: ResumeShownFragment }) {
  const t = useText();

  function addressOf(skill: string): string | null {
    const at = analysis?.skills.indexOf(skill) ?? -1;
    return at < 0 ? null : `/resumes/${id}?at=${encodeURIComponent(keyOf("SKILLS", at))}`;
  }

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
          <MatchCard match={match} addressOf={addressOf} />
        </li>
      ))}
    </ol>
  );
}

import { Link } from "wouter";

import { Breakdown } from "../../parts/Breakdown";
import { Skills } from "../../parts/Skills";
import { useText } from "../../texts";
import type { Ranked } from "./ranked";
import { useNameOf } from "./useNameOf";

interface Properties {
  ranked: Ranked;
  isCompared: boolean;
  onCompare: (isCompared: boolean) => void;
}

/** A candidate: how well they fit, why, and what they are made of. */
export function CandidateCard({ ranked, isCompared, onCompare }: Properties) {
  const t = useText();
  const name = useNameOf()(ranked);
  const { place, candidate } = ranked;
  const { resume } = candidate;
  const facts = resume.analysis;
  const told = [
    facts?.careerInterest ?? facts?.titles[0],
    facts?.basicInfo.city,
    facts?.basicInfo.age == null ? null : t("candidates.age", { age: facts.basicInfo.age }),
    facts?.highestDegree,
    facts?.yearsOfExperience == null ? null : t("candidates.years", { years: facts.yearsOfExperience }),
    facts?.expectedSalary && t("candidates.wants", { pay: facts.expectedSalary }),
  ].filter(Boolean);

  return (
    <li className="break-inside-avoid rounded-xl border border-line bg-card p-4">
      <div className="flex flex-wrap items-start gap-x-4 gap-y-2">
        <span className="pt-0.5 text-soft tabular-nums md:w-8 md:text-right" aria-hidden>
          {place}
        </span>
        <div className="min-w-0 grow basis-56">
          <h3 className="font-semibold">
            <Link href={`/resumes/${resume.id}`} className="text-accent underline-offset-2 hover:underline">
              {name}
            </Link>
          </h3>
          <p className="text-sm text-soft">{told.join(" · ")}</p>
        </div>
        <p className="text-2xl font-bold tabular-nums">
          <span className="sr-only">{t("candidates.score")} </span>
          {candidate.matchScore}
        </p>
        <label className="flex min-h-9 items-center gap-2 text-sm print:hidden">
          <input
            type="checkbox"
            checked={isCompared}
            onChange={(event) => onCompare(event.target.checked)}
            aria-label={t("candidates.compareWho", { name })}
            className="size-4 accent-accent"
          />
          <span aria-hidden>{t("candidates.compareOne")}</span>
        </label>
      </div>
      <div className="mt-3 grid gap-4 md:pl-12 lg:grid-cols-[1fr_20rem]">
        <div className="space-y-3">
          <p>{candidate.analysis}</p>
          <Skills matched={candidate.matchedSkills} missing={candidate.missingSkills} />
        </div>
        <Breakdown parts={candidate.breakdown} />
      </div>
    </li>
  );
}

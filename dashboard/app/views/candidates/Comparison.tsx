import type { ReactNode } from "react";
import { Link } from "wouter";

import { Button } from "../../parts/Button";
import { useText } from "../../texts";
import { bestOf, type Ranked } from "./ranked";
import { useNameOf } from "./useNameOf";

/** Two to four candidates side by side, with the best value of each part of the score marked. */
export function Comparison({ chosen, onLeaveOut }: { chosen: Ranked[]; onLeaveOut: (id: string) => void }) {
  const t = useText();
  const nameOf = useNameOf();
  const parts = chosen[0]?.candidate.breakdown.filter(({ weight }) => weight > 0) ?? [];

  const row = (label: string, shown: (ranked: Ranked) => ReactNode) => (
    <tr key={label} className="border-t border-line align-top">
      <th scope="row" className="sticky left-0 bg-card py-2 pr-4 text-left font-normal whitespace-nowrap text-soft">
        {label}
      </th>
      {chosen.map((ranked) => (
        <td key={ranked.id} className="min-w-40 py-2 pr-4">
          {shown(ranked) || <span className="text-soft">{t("matching.notStated")}</span>}
        </td>
      ))}
    </tr>
  );

  return (
    <div className="overflow-x-auto rounded-xl border border-line bg-card p-4" tabIndex={0} role="region" aria-label={t("candidates.comparison")}>
      <table className="w-full text-sm">
        <caption className="sr-only">{t("candidates.comparison")}</caption>
        <thead>
          <tr className="align-top">
            <td className="sticky left-0 bg-card" />
            {chosen.map((ranked) => (
              <th key={ranked.id} scope="col" className="pr-4 pb-3 text-left">
                <Link href={`/resumes/${ranked.id}`} className="text-base font-semibold text-accent hover:underline">
                  {nameOf(ranked)}
                </Link>
                <Button
                  kind="quiet"
                  small
                  className="print:hidden"
                  aria-label={t("candidates.leaveOut", { name: nameOf(ranked) })}
                  onClick={() => onLeaveOut(ranked.id)}
                >
                  ✕
                </Button>
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {row(t("candidates.score"), ({ candidate }) => <span className="text-lg font-bold">{candidate.matchScore}</span>)}
          {parts.map(({ feature }) => {
            const best = bestOf(chosen.map((ranked) => partOf(ranked, feature)?.value ?? 0));
            return row(t(`feature.${feature}`), (ranked) => {
              const part = partOf(ranked, feature);
              return part?.isStated ? <Bar value={part.value} isBest={part.value === best} /> : null;
            });
          })}
          {row(t("field.CAREER_INTEREST"), ({ candidate }) => candidate.resume.analysis?.careerInterest)}
          {row(t("field.TITLES"), ({ candidate }) => candidate.resume.analysis?.titles.join(" · "))}
          {row(t("field.YEARS_OF_EXPERIENCE"), ({ candidate }) => candidate.resume.analysis?.yearsOfExperience?.toString())}
          {row(t("field.HIGHEST_DEGREE"), ({ candidate }) => candidate.resume.analysis?.highestDegree)}
          {row(t("field.CITY"), ({ candidate }) => candidate.resume.analysis?.basicInfo.city)}
          {row(t("field.EXPECTED_SALARY"), ({ candidate }) => candidate.resume.analysis?.expectedSalary)}
          {row(t("matching.matched"), ({ candidate }) => candidate.matchedSkills.join(" · ") || t("candidates.noSkills"))}
          {row(t("matching.missing"), ({ candidate }) => candidate.missingSkills.join(" · ") || t("candidates.noSkills"))}
          {row(t("candidates.reasons"), ({ candidate }) => candidate.analysis)}
        </tbody>
      </table>
    </div>
  );
}

function Bar({ value, isBest }: { value: number; isBest: boolean }) {
  return (
    <span className="flex items-center gap-2">
      <span aria-hidden className="h-2 w-24 shrink-0 rounded-full bg-sunken">
        <span className={`block h-2 rounded-full ${isBest ? "bg-good" : "bg-accent"}`} style={{ width: `${100 * value}%` }} />
      </span>
      <span className={`tabular-nums ${isBest ? "font-semibold text-good" : ""}`}>{Math.round(100 * value)}%</span>
    </span>
  );
}

function partOf({ candidate }: Ranked, feature: string) {
  return candidate.breakdown.find((part) => part.feature === feature);
}

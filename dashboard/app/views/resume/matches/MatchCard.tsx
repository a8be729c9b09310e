import { useState } from "react";

import type { MatchShownFragment } from "../../../gql/graphql";
import { Breakdown } from "../../../parts/Breakdown";
import { Button } from "../../../parts/Button";
import { usePayRange } from "../../../parts/payRange";
import { Skills } from "../../../parts/Skills";
import { useText } from "../../../texts";
import { Posting } from "./Posting";
import { ScoreRing } from "./ScoreRing";

/** A position that fits: how well, for what pay, why, and what is missing. */
export function MatchCard({ match, addressOf }: { match: MatchShownFragment; addressOf: (skill: string) => string | null }) {
  const t = useText();
  const payRange = usePayRange();
  const [isOpen, setOpen] = useState(false);
  const { posting } = match;
  return (
    <article aria-label={match.position} className="flex h-full flex-col gap-4 rounded-xl border border-line bg-card p-4">
      <div className="flex items-start gap-4">
        <ScoreRing score={match.score} />
        <div className="min-w-0 grow">
          <h2 className="text-lg font-semibold wrap-anywhere">{match.position}</h2>
          <p className="text-soft">
            <span className="font-medium text-ink">{payRange(match.salaryRange)}</span>
            {posting?.salaryIsEstimate && <span> · {t("match.estimate")}</span>}
            {posting?.company && <span> · {posting.company}</span>}
            {posting?.city && <span> · {posting.city}</span>}
          </p>
        </div>
        {posting && (
          <Button small onClick={() => setOpen(true)} aria-label={`${t("match.posting")}: ${match.position}`} className="shrink-0 print:hidden">
            {t("match.posting")}
          </Button>
        )}
      </div>
      <p className="whitespace-pre-line">{match.analysis}</p>
      <Skills matched={match.matchedSkills} missing={match.missingSkills} addressOf={addressOf} />
      {match.breakdown.length > 0 && (
        <div className="mt-auto border-t border-line pt-3">
          <Breakdown parts={match.breakdown} />
        </div>
      )}
      {posting && <Posting posting={posting} open={isOpen} onClose={() => setOpen(false)} />}
    </article>
  );
}

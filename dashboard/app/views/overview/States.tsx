import { Link } from "wouter";

import type { OverviewQuery, ResumeState } from "../../gql/graphql";
import { useNumber } from "../../parts/moments";
import { useText } from "../../texts";

type Counts = NonNullable<OverviewQuery["statistics"]>["resumesByStatus"];

const LOOK: Record<ResumeState, string> = { UPLOADED: "text-soft", ANALYSING: "text-accent", ANALYSED: "text-good", FAILED: "text-bad" };
const FILL: Record<ResumeState, string> = { UPLOADED: "fill-soft", ANALYSING: "fill-accent", ANALYSED: "fill-good", FAILED: "fill-bad" };

/** How many resumes wait, are being read, were read or could not be, each with the way to them. */
export function States({ counts }: { counts: Counts }) {
  const t = useText();
  const number = useNumber();
  const total = counts.reduce((sum, { count }) => sum + count, 0);
  let left = 0;
  return (
    <section aria-label={t("overview.states")} className="rounded-xl border border-line bg-card p-4">
      <ul className="grid grid-cols-2 gap-3 sm:grid-cols-5">
        <li>
          <Link href="/all-resumes" className="block rounded-lg p-2 hover:bg-sunken">
            <span className="block text-sm text-soft">{t("overview.total")}</span>
            <span className="text-2xl font-bold tabular-nums">{number(total)}</span>
          </Link>
        </li>
        {counts.map(({ state, count }) => (
          <li key={state}>
            <Link href={state === "FAILED" ? "/failures" : `/all-resumes?state=${state}`} className="block rounded-lg p-2 hover:bg-sunken">
              <span className="block text-sm text-soft">{t(`resumeState.${state}`)}</span>
              <span className={`text-2xl font-bold tabular-nums ${LOOK[state]}`}>{number(count)}</span>
            </Link>
          </li>
        ))}
      </ul>
      <svg aria-hidden width="100%" height={10} className="mt-2 block rounded-full">
        <rect width="100%" height={10} className="fill-sunken" />
        {counts.map(({ state, count }) => {
          const part = total > 0 ? (100 * count) / total : 0;
          const x = left;
          left += part;
          return <rect key={state} x={`${x}%`} width={`${part}%`} height={10} className={FILL[state]} />;
        })}
      </svg>
    </section>
  );
}

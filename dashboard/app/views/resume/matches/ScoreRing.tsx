const AROUND = 2 * Math.PI * 26;

/** A score as a ring that is filled as far, with the figure in it. */
export function ScoreRing({ score }: { score: number }) {
  const percent = Math.round(score * 100);
  return (
    <svg viewBox="0 0 64 64" className="size-16 shrink-0" role="img" aria-label={`${percent}%`}>
      <circle cx="32" cy="32" r="26" fill="none" stroke="var(--sunken)" strokeWidth="7" />
      <circle
        cx="32"
        cy="32"
        r="26"
        fill="none"
        stroke="var(--accent)"
        strokeWidth="7"
        strokeLinecap="round"
        strokeDasharray={`${AROUND * score} ${AROUND}`}
        transform="rotate(-90 32 32)"
      />
      <text x="32" y="37" textAnchor="middle" fontSize="15" fontWeight="600" fill="var(--ink)">
        {percent}%
      </text>
    </svg>
  );
}

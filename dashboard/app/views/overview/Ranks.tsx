import { Link } from "wouter";

import { useNumber } from "../../parts/moments";
import type { Bar } from "./Columns";

/** Names with their counts as lying bars, the most frequent first. */
export function Ranks({ bars }: { bars: Bar[] }) {
  const number = useNumber();
  const most = Math.max(1, ...bars.map(({ count }) => count));
  return (
    <ol className="space-y-1.5">
      {bars.map(({ label, count, href }) => (
        <li key={label} className="grid grid-cols-[minmax(0,9rem)_minmax(0,1fr)_4rem] items-center gap-2 text-sm">
          <Link href={href ?? ""} title={label} className="truncate text-accent hover:underline">
            {label}
          </Link>
          <svg aria-hidden width="100%" height={14}>
            <rect width="100%" height={14} rx={4} className="fill-sunken" />
            <rect width={`${(100 * count) / most}%`} height={14} rx={4} className="fill-accent" />
          </svg>
          <span className="text-right tabular-nums">{number(count)}</span>
        </li>
      ))}
    </ol>
  );
}

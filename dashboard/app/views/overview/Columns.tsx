import type { ReactNode } from "react";
import { Link } from "wouter";

import { useNumber } from "../../parts/moments";
import { useWidth } from "../../parts/useWidth";
import { marks, shownLabels } from "./scale";

export interface Bar {
  label: string;
  count: number;
  href?: string;
}

const HEIGHT = 200;
const LEFT = 52;
const BOTTOM = 24;
const TOP = 8;
const LABEL_WIDTH = 76;

/** Counts as upright bars over an axis. The table beside it holds the same for those who cannot see it. */
export function Columns({ bars }: { bars: Bar[] }) {
  const number = useNumber();
  const [element, width] = useWidth<HTMLDivElement>();
  const axis = marks(Math.max(0, ...bars.map(({ count }) => count)));
  const top = axis.at(-1) ?? 1;
  const space = Math.max(0, width - LEFT);
  const step = space / Math.max(1, bars.length);
  const y = (count: number): number => TOP + (HEIGHT - TOP - BOTTOM) * (1 - count / top);
  const isShown = shownLabels(bars.length, Math.floor(space / LABEL_WIDTH));

  return (
    <div ref={element} aria-hidden>
      <svg width={width} height={HEIGHT} className="block max-w-full text-xs">
        {axis.map((mark) => (
          <g key={mark}>
            <line x1={LEFT} x2={width} y1={y(mark)} y2={y(mark)} className="stroke-line" />
            <text x={LEFT - 6} y={y(mark)} textAnchor="end" dominantBaseline="middle" className="fill-soft">
              {number(mark)}
            </text>
          </g>
        ))}
        {bars.map((bar, at) => (
          <g key={bar.label}>
            <MaybeLink href={bar.href}>
              <title>{`${bar.label}: ${number(bar.count)}`}</title>
              <rect x={LEFT + at * step} y={TOP} width={step} height={HEIGHT - TOP - BOTTOM} fill="transparent" />
              <rect x={LEFT + at * step + step * 0.12} y={y(bar.count)} width={step * 0.76} height={y(0) - y(bar.count)} rx={Math.min(3, step / 4)} className="fill-accent" />
            </MaybeLink>
            {isShown(at) && (
              <text
                x={at === bars.length - 1 ? width : LEFT + (at + 0.5) * step}
                y={HEIGHT - 6}
                textAnchor={at === bars.length - 1 ? "end" : "middle"}
                className="fill-soft"
              >
                {bar.label}
              </text>
            )}
          </g>
        ))}
      </svg>
    </div>
  );
}

/** Only for the mouse: by keys and aloud the table has the same links. */
function MaybeLink({ href, children }: { href: string | undefined; children: ReactNode }) {
  if (!href) return children;
  return (
    <Link href={href} tabIndex={-1} className="hover:opacity-75">
      {children}
    </Link>
  );
}

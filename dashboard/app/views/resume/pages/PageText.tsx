import type { CSSProperties, ReactNode } from "react";

import type { PageShownFragment } from "../../../gql/graphql";
import { useText } from "../../../texts";
import { hueOf, keyOf, ofKey } from "../fields";
import { useIsLookedAt } from "../highlight";
import { Mark } from "./Mark";

interface Properties {
  page: PageShownFragment;
  stop: string | null;
  onStop: (key: string) => void;
}

/** A page as text, line by line, with a mark on each value. */
export function PageText({ page: { number, lines }, stop, onStop }: Properties) {
  const t = useText();
  return (
    <section aria-label={t("resume.page", { page: number })} data-page={number} className="rounded border border-line bg-card px-5 py-4">
      {lines.map(({ parts, entries }, at) => (
        <TextLine key={at} entries={entries.map((entry) => keyOf(entry.field, entry.index))}>
          {parts.map(({ text, field, index }, place) => {
            if (!field) return text;
            const key = keyOf(field, index);
            return <Mark key={place} of={key} text={text} isStop={key === stop} onStop={onStop} />;
          })}
        </TextLine>
      ))}
    </section>
  );
}

/** A line, shown as one with the others of the stay at a school or an employer of which it speaks. */
function TextLine({ entries, children }: { entries: string[]; children: ReactNode }) {
  const isLookedAt = useIsLookedAt(...entries);
  const [first] = entries;
  const look = "min-h-5 wrap-anywhere whitespace-pre-wrap";
  if (first === undefined) return <p className={look}>{children}</p>;
  return (
    <p style={{ "--hue": hueOf(ofKey(first).field) } as CSSProperties} className={`${look} entry-line ${isLookedAt ? "is-looked-at" : ""}`}>
      {children}
    </p>
  );
}

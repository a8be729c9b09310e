import type { PageShownFragment } from "../../../gql/graphql";
import { useText } from "../../../texts";
import { keyOf } from "../fields";
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
      {lines.map(({ parts }, at) => (
        <p key={at} className="min-h-5 wrap-anywhere whitespace-pre-wrap">
          {parts.map(({ text, field, index }, place) => {
            if (!field) return text;
            const key = keyOf(field, index);
            return <Mark key={place} of={key} text={text} isStop={key === stop} onStop={onStop} />;
          })}
        </p>
      ))}
    </section>
  );
}

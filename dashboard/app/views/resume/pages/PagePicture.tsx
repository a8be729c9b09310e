import { useState } from "react";

import { fromServer } from "../../../client/place";
import type { BoxShownFragment, PageShownFragment } from "../../../gql/graphql";
import { useText } from "../../../texts";
import { FurtherMark, Mark } from "./Mark";
import { type Place, rectangleOf } from "./places";

const ATTEMPTS = 5;
const AGAIN_MS = 2_000;

interface Properties {
  page: PageShownFragment;
  places: Place[];
  hidden: BoxShownFragment[];
  stop: string | null;
  onStop: (key: string) => void;
  /** How wide the picture is shown, as CSS tells it. */
  sizes: string;
  onBroken: () => void;
}

/** A page as it looks, with a mark over each value, and its text for those who hear it. */
export function PagePicture({ page, places, hidden, stop, onStop, sizes, onBroken }: Properties) {
  const t = useText();
  const [attempt, setAttempt] = useState(0);
  const { number, width, height, small, medium, large, lines } = page;
  const name = t("resume.page", { page: number });
  const sources = ([[small, 800], [medium, 1200], [large, 2000]] as const).flatMap(([url, pixels]) => (url ? [`${fromServer(url)} ${pixels}w`] : []));
  const ratio = width && height ? { aspectRatio: `${width} / ${height}` } : {};

  function failed() {
    // Its time may be over, or the server had none for it just now.
    onBroken();
    if (attempt < ATTEMPTS) setTimeout(() => setAttempt(attempt + 1), AGAIN_MS * (attempt + 1));
  }

  return (
    <figure aria-label={name} data-page={number} style={ratio} className="relative break-inside-avoid overflow-hidden rounded border border-line bg-white">
      <img
        key={`${medium} ${attempt}`}
        src={medium ? fromServer(medium) : undefined}
        srcSet={sources.join(", ")}
        sizes={sizes}
        alt={name}
        loading="lazy"
        decoding="async"
        onError={failed}
        className="block h-auto w-full"
      />
      <div className="sr-only">
        {lines.map(({ parts }, at) => (
          <p key={at}>{parts.map(({ text }) => text).join("")}</p>
        ))}
      </div>
      {width && height
        ? hidden.map((box, at) => {
            const { left, top, ...size } = rectangleOf(box, { width, height });
            return (
              <span
                key={at}
                title={t("resume.hiddenHere")}
                style={{ left: `${left}%`, top: `${top}%`, width: `${size.width}%`, height: `${size.height}%` }}
                className="hidden-mark"
              />
            );
          })
        : null}
      {places.map((place, at) =>
        place.goesOn ? (
          <FurtherMark key={at} at={place} />
        ) : (
          <Mark key={at} of={place.key} text={place.text} at={place} isStop={place.key === stop} onStop={onStop} />
        ),
      )}
    </figure>
  );
}

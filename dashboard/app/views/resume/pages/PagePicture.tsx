import { fromServer } from "../../../client/place";
import type { BoxShownFragment, PageShownFragment } from "../../../gql/graphql";
import { Button } from "../../../parts/Button";
import { useText } from "../../../texts";
import { FurtherMark, Mark } from "./Mark";
import { PageText } from "./PageText";
import { type Place, rectangleOf } from "./places";
import { usePicture } from "./usePicture";

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
  const { number, width, height, small, medium, large, lines } = page;
  const name = t("resume.page", { page: number });
  const sources = ([[small, 800], [medium, 1200], [large, 2000]] as const).flatMap(([url, pixels]) => (url ? [`${fromServer(url)} ${pixels}w`] : []));
  const ratio = width && height ? { aspectRatio: `${width} / ${height}` } : {};

  const { attempt, trouble, failed, retry } = usePicture(medium, onBroken);

  if (trouble?.kind === "none") {
    return (
      <>
        <p className="rounded-lg bg-sunken px-4 py-2 text-soft print:hidden">{t("pages.noPicture", { page: number })}</p>
        <PageText page={page} stop={stop} onStop={onStop} />
      </>
    );
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
        onError={(event) => failed(event.currentTarget.currentSrc)}
        className="block h-auto w-full"
      />
      {trouble?.kind === "late" && (
        <div role="status" className="absolute inset-x-3 top-3 z-10 flex flex-wrap items-center gap-3 rounded-lg border border-line bg-card px-4 py-2 text-ink shadow print:hidden">
          <span className="grow">{t("pages.late", { seconds: trouble.seconds })}</span>
          <Button small onClick={retry}>
            {t("action.retry")}
          </Button>
        </div>
      )}
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

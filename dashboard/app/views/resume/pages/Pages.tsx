import { type KeyboardEvent, useMemo, useRef, useState } from "react";

import type { PageShownFragment } from "../../../gql/graphql";
import { Button } from "../../../parts/Button";
import { useText } from "../../../texts";
import { keyOf } from "../fields";
import { useReading } from "../reading";
import { PagePicture } from "./PagePicture";
import { PageText } from "./PageText";
import { placesByPage } from "./places";
import { STEPS, ZOOMS } from "./moving";

interface Properties {
  pages: PageShownFragment[];
  onBroken: () => void;
}

/** The pages from which a resume was read, with a mark on every value; arrow keys go from one to the next. */
export function Pages({ pages, onBroken }: Properties) {
  const t = useText();
  const { warnings } = useReading().analysis;
  const [zoom, setZoom] = useState(0);
  const [isText, setText] = useState(false);
  const [stopped, setStop] = useState<string | null>(null);
  const frame = useRef<HTMLDivElement>(null);
  const hasPictures = pages.some(({ medium }) => medium);
  const showsPictures = hasPictures && !isText;
  const scale = ZOOMS[zoom] ?? 1;
  const places = useMemo(() => placesByPage(pages), [pages]);
  const marked = showsPictures
    ? [...places.values()].flat().map(({ key }) => key)
    : pages.flatMap(({ lines }) => lines.flatMap(({ parts }) => parts.flatMap(({ field, index }) => (field ? [keyOf(field, index)] : []))));
  const stop = stopped !== null && marked.includes(stopped) ? stopped : (marked[0] ?? null);

  function move(event: KeyboardEvent) {
    const step = STEPS[event.key];
    const marks = [...(frame.current?.querySelectorAll<HTMLButtonElement>("[data-mark]") ?? [])];
    const at = marks.indexOf(document.activeElement as HTMLButtonElement);
    if (!step || at < 0) return;
    event.preventDefault();
    const next = marks[step(at, marks.length)];
    next?.focus({ preventScroll: true });
    next?.scrollIntoView({ block: "nearest", inline: "nearest" });
  }

  return (
    <div className="flex flex-col gap-2 lg:max-h-[calc(100dvh-3rem)]">
      <div role="toolbar" aria-label={t("pages.tools")} className="flex flex-wrap items-center gap-1 print:hidden">
        {showsPictures && (
          <>
            <Button small aria-label={t("pages.smaller")} disabled={zoom === 0} onClick={() => setZoom(zoom - 1)}>
              −
            </Button>
            <span aria-live="polite" className="w-14 text-center text-sm tabular-nums">
              {Math.round(scale * 100)}%
            </span>
            <Button small aria-label={t("pages.larger")} disabled={zoom === ZOOMS.length - 1} onClick={() => setZoom(zoom + 1)}>
              +
            </Button>
          </>
        )}
        {hasPictures && (
          <Button small aria-pressed={isText} onClick={() => setText(!isText)} className="aria-pressed:bg-accent-wash aria-pressed:text-accent">
            {t("pages.asText")}
          </Button>
        )}
        <span className="ml-auto hidden text-sm text-soft md:inline">{t("pages.hint")}</span>
      </div>
      <div ref={frame} role="group" aria-label={t("pages.title")} onKeyDown={move} className="min-h-0 overflow-auto rounded">
        <div style={{ width: showsPictures ? `${scale * 100}%` : "100%" }} className="space-y-4 print:mx-auto print:w-4/5!">
          {pages.map((page) =>
            showsPictures && page.medium ? (
              <PagePicture
                key={page.number}
                page={page}
                places={places.get(page.number) ?? []}
                hidden={warnings.flatMap(({ page: number, box }) => (box && number === page.number ? [box] : []))}
                stop={stop}
                onStop={setStop}
                sizes={`(min-width: 64rem) ${scale * 45}vw, ${scale * 95}vw`}
                onBroken={onBroken}
              />
            ) : (
              <PageText key={page.number} page={page} stop={stop} onStop={setStop} />
            ),
          )}
        </div>
      </div>
    </div>
  );
}

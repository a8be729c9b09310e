import { useEffect, useRef } from "react";

import { useText } from "../../texts";
import { hueOf, inWords, marksOf, ofKey } from "./fields";
import { useHighlight, useIsLookedAt, useJump } from "./highlight";
import { useReading } from "./reading";

interface Properties {
  /** Names the value, as `keyOf` does. */
  of: string;
  text: string;
  chip?: boolean;
}

/** A value that was read; where its place is known, it is a button that leads there. */
export function Value({ of, text, chip = false }: Properties) {
  const t = useText();
  const { evidence, placed } = useReading();
  const { look, go, arrive } = useHighlight();
  const isLookedAt = useIsLookedAt(of);
  const jump = useJump("fields");
  const button = useRef<HTMLButtonElement>(null);
  const found = evidence.get(of);
  const mark = marksOf(of).find((key) => placed.has(key));
  const hue = hueOf(ofKey(of).field);

  useEffect(() => {
    if (jump?.key !== of) return;
    arrive();
    button.current?.focus({ preventScroll: true });
    button.current?.scrollIntoView({ block: "center" });
  }, [jump, of, arrive]);

  const isDoubtful = found !== undefined && inWords(found.confidence) === "check";
  const look0 = chip ? "rounded-full px-2.5 py-0.5" : "rounded px-1 -mx-1";
  const words = (
    <>
      {text}
      {chip && isDoubtful && <span className="ml-1 text-warn" title={t("resume.check")}>⚠<span className="sr-only">{t("resume.check")}</span></span>}
    </>
  );
  if (!found || !mark) return <span className={`${look0} ${chip ? "bg-sunken" : ""} wrap-anywhere`}>{words}</span>;
  return (
    <button
      ref={button}
      type="button"
      title={t("resume.showOnPage", { page: found.page })}
      onMouseEnter={() => look(mark)}
      onMouseLeave={() => look(null)}
      onFocus={() => look(mark)}
      onBlur={() => look(null)}
      onClick={() => go(mark, "page")}
      style={{ "--hue": hue } as React.CSSProperties}
      data-value={of}
      className={`value-mark text-left wrap-anywhere whitespace-pre-line ${look0} ${isLookedAt ? "is-looked-at" : ""}`}
    >
      {words}
    </button>
  );
}

import { type CSSProperties, useEffect, useRef } from "react";

import { useText } from "../../../texts";
import { hueOf, ofKey } from "../fields";
import { useHighlight, useIsLookedAt, useJump } from "../highlight";
import type { Place } from "./places";

interface Properties {
  of: string;
  text: string;
  /** Whether the tabulator stops here; the arrow keys lead to the others. */
  isStop: boolean;
  onStop: (key: string) => void;
  /** Where it lies on a picture; without it, it stands in a text. */
  at?: Place;
}

const placeLook = ({ isEntry }: Place): string => (isEntry ? "place-mark entry-mark" : "place-mark");

/** Where an entry goes on, apart from its mark: shown with it, and no button of its own. */
export function FurtherMark({ at }: { at: Place }) {
  const { look } = useHighlight();
  const isLookedAt = useIsLookedAt(at.key);
  const style = { "--hue": hueOf(ofKey(at.key).field), left: `${at.left}%`, top: `${at.top}%`, width: `${at.width}%`, height: `${at.height}%` } as CSSProperties;
  return (
    <span
      data-further-mark={at.key}
      onMouseEnter={() => look(at.key)}
      onMouseLeave={() => look(null)}
      style={style}
      className={`${placeLook(at)} ${isLookedAt ? "is-looked-at" : ""}`}
    />
  );
}

/** A value where it was read: a button that leads to the field. */
export function Mark({ of, text, isStop, onStop, at }: Properties) {
  const t = useText();
  const { look, go, arrive } = useHighlight();
  const isLookedAt = useIsLookedAt(of);
  const jump = useJump("page");
  const button = useRef<HTMLButtonElement>(null);
  const { field } = ofKey(of);
  const hue = { "--hue": hueOf(field) } as CSSProperties;

  useEffect(() => {
    if (jump?.key !== of) return;
    arrive();
    button.current?.focus({ preventScroll: true });
    button.current?.scrollIntoView({ block: "center", inline: "nearest" });
  }, [jump, of, arrive]);

  return (
    <button
      ref={button}
      type="button"
      data-mark={of}
      tabIndex={isStop ? 0 : -1}
      aria-label={`${t(`field.${field}`)}：${text}`}
      title={t(`field.${field}`)}
      onMouseEnter={() => look(of)}
      onMouseLeave={() => look(null)}
      onFocus={() => {
        onStop(of);
        look(of);
      }}
      onBlur={() => look(null)}
      onClick={() => go(of, "fields")}
      style={at ? { ...hue, left: `${at.left}%`, top: `${at.top}%`, width: `${at.width}%`, height: `${at.height}%` } : hue}
      className={`${at ? placeLook(at) : "value-mark rounded px-0.5 text-left"} ${isLookedAt ? "is-looked-at" : ""}`}
    >
      {at ? null : text}
    </button>
  );
}

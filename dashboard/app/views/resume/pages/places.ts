import type { BoxShownFragment, PageShownFragment } from "../../../gql/graphql";
import { keyOf } from "../fields";

/** A rectangle on a page, in per cent of the page's width and height. */
export interface Rectangle {
  left: number;
  top: number;
  width: number;
  height: number;
}

/** Where a value stands on a page. */
export interface Place extends Rectangle {
  key: string;
  text: string;
}

interface Size {
  width: number;
  height: number;
}

// Of the height of the line, so that a mark does not cut the letters.
const AROUND = 0.12;

/** The places of all values on a page, in reading order; none where it is not known where its lines stand. */
export function placesOf({ width, height, lines }: PageShownFragment): Place[] {
  if (!width || !height) return [];
  const size = { width, height };
  return lines.flatMap(({ box, parts }) => {
    if (!box) return [];
    const whole = widthOf(parts.map(({ text }) => text).join("")) || 1;
    const scale = (box.right - box.left) / whole;
    let done = 0;
    return parts.flatMap(({ text, field, index }) => {
      const left = box.left + done * scale;
      done += widthOf(text);
      if (!field) return [];
      const piece = { ...box, left, right: box.left + done * scale };
      return [{ key: keyOf(field, index), text, ...rectangleOf(piece, size) }];
    });
  });
}

/** A box as a part of its page, with a little room around it. */
export function rectangleOf({ left, top, right, bottom }: BoxShownFragment, { width, height }: Size): Rectangle {
  const room = (bottom - top) * AROUND;
  return {
    left: (100 * (left - room)) / width,
    top: (100 * (top - room)) / height,
    width: (100 * (right - left + 2 * room)) / width,
    height: (100 * (bottom - top + 2 * room)) / height,
  };
}

/** The keys of all values that are marked on the pages or in their text. */
export function keysOn(pages: readonly PageShownFragment[]): ReadonlySet<string> {
  const parts = pages.flatMap(({ lines }) => lines.flatMap((line) => line.parts));
  return new Set(parts.flatMap(({ field, index }) => (field ? [keyOf(field, index)] : [])));
}

const WIDE = /[\u1100-\u115f\u2e80-\ua4cf\uac00-\ud7a3\uf900-\ufaff\ufe30-\ufe6f\uff00-\uff60\uffe0-\uffe6]|[\ud800-\udbff]/;
const NARROW = /[iljtfr.,;:'|!()[\]{}\s/\\-]/;
const BROAD = /[A-Zmw@%&]/;

/** About how wide a text is set, in ems: enough to tell where within a line a piece of it stands. */
export function widthOf(text: string): number {
  let width = 0;
  for (const character of text) {
    width += WIDE.test(character) ? 1 : NARROW.test(character) ? 0.3 : BROAD.test(character) ? 0.7 : 0.53;
  }
  return width;
}

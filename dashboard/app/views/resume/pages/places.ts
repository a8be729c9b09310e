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
  return lines.flatMap(({ parts }) =>
    parts.flatMap(({ text, field, index, box }) =>
      field && box ? [{ key: keyOf(field, index), text, ...rectangleOf(box, { width, height }) }] : [],
    ),
  );
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

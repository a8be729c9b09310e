import type { BoxShownFragment, PageShownFragment } from "../../../gql/graphql";
import { isEntries, keyOf } from "../fields";

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
  /** A stay at a school or an employer, on all its lines; the values that it holds lie upon it. */
  isEntry?: boolean;
  /** Whether it goes on here from elsewhere, where it is marked already. */
  goesOn?: boolean;
}

interface Size {
  width: number;
  height: number;
}

// Of the height of the line, so that a mark does not cut the letters.
const AROUND = 0.12;

/** The places of all values on each page, by its number; an entry is marked once, and goes on elsewhere. */
export function placesByPage(pages: readonly PageShownFragment[]): ReadonlyMap<number, Place[]> {
  const marked = new Set<string>();
  return new Map(
    pages.map((page) => {
      const places = placesOf(page, marked);
      for (const { key } of places) marked.add(key);
      return [page.number, places];
    }),
  );
}

/** The places of all values on a page, in reading order; none where it is not known where its lines stand. */
export function placesOf({ width, height, lines }: PageShownFragment, marked: ReadonlySet<string> = new Set()): Place[] {
  if (!width || !height) return [];
  const blocks = blocksOf(lines);
  const seen = new Set(marked);
  return lines.flatMap(({ parts }, at) => {
    const entries = blocks
      .filter(({ start }) => start === at)
      .map(({ key, box, text, lineHeight }) => {
        const goesOn = seen.has(key);
        seen.add(key);
        return { key, text, isEntry: true, goesOn, ...rectangleOf(box, { width, height }, lineHeight) };
      });
    const values = parts.flatMap(({ text, field, index, box }) =>
      field && !isEntries(field) && box ? [{ key: keyOf(field, index), text, ...rectangleOf(box, { width, height }) }] : [],
    );
    return [...entries, ...values];
  });
}

/** Lines of one entry that stand below each other without others between. */
interface Block {
  key: string;
  /** Which line is the first. */
  start: number;
  box: BoxShownFragment;
  lineHeight: number;
  /** What its first line says. */
  text: string;
}

function blocksOf(lines: PageShownFragment["lines"]): Block[] {
  const blocks: Block[] = [];
  const open = new Map<string, { block: Block; end: number; last: BoxShownFragment }>();
  lines.forEach(({ parts, entries }, at) => {
    const [first, ...others] = parts.flatMap(({ box }) => box ?? []);
    if (!first) return;
    const box = others.reduce(around, first);
    const text = parts.map((part) => part.text).join("");
    for (const { field, index } of entries) {
      const key = keyOf(field, index);
      const before = open.get(key);
      if (before && before.end === at - 1 && isBelow(box, before.last)) {
        before.block.box = around(before.block.box, box);
        open.set(key, { ...before, end: at, last: box });
      } else {
        const block = { key, start: at, box, lineHeight: box.bottom - box.top, text };
        blocks.push(block);
        open.set(key, { block, end: at, last: box });
      }
    }
  });
  return blocks;
}

// Of the height of a line: what is further below belongs to another part of the page, such as another column.
const FAR = 3;

/** Whether a line stands beside another or next below it. */
function isBelow(line: BoxShownFragment, before: BoxShownFragment): boolean {
  const height = before.bottom - before.top;
  const down = line.top - before.top;
  return down > -height / 2 && down < FAR * height;
}

const around = (one: BoxShownFragment, other: BoxShownFragment): BoxShownFragment => ({
  ...one,
  left: Math.min(one.left, other.left),
  top: Math.min(one.top, other.top),
  right: Math.max(one.right, other.right),
  bottom: Math.max(one.bottom, other.bottom),
});

/** A box as a part of its page, with a little room around it: of the height of one line, where it holds several. */
export function rectangleOf({ left, top, right, bottom }: BoxShownFragment, { width, height }: Size, lineHeight = bottom - top): Rectangle {
  const room = lineHeight * AROUND;
  return {
    left: (100 * (left - room)) / width,
    top: (100 * (top - room)) / height,
    width: (100 * (right - left + 2 * room)) / width,
    height: (100 * (bottom - top + 2 * room)) / height,
  };
}

/** The keys of all values that are marked on the pages or in their text. */
export function keysOn(pages: readonly PageShownFragment[]): ReadonlySet<string> {
  return new Set(pages.flatMap(({ lines }) => lines.flatMap((line) => [...line.entries, ...line.parts].flatMap(({ field, index }) => (field ? [keyOf(field, index)] : [])))));
}

interface Part {
  text: string;
  matches: boolean;
}

const BEFORE = 12;

/** A passage from a little before what was searched for, so that a narrow place shows that. */
export function aroundMatch(parts: readonly Part[]): Part[] {
  const first = parts.findIndex(({ matches }) => matches);
  const lead = parts
    .slice(0, Math.max(first, 0))
    .map(({ text }) => text)
    .join("");
  if (first < 1 || lead.length <= BEFORE) return [...parts];
  return [{ text: `…${lead.slice(-BEFORE)}`, matches: false }, ...parts.slice(first)];
}

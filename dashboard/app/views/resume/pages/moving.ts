/** How far each key leads among so many marks: from the place of one to that of another. */
export const STEPS: Record<string, ((at: number, count: number) => number) | undefined> = {
  ArrowRight: (at, count) => (at + 1) % count,
  ArrowDown: (at, count) => (at + 1) % count,
  ArrowLeft: (at, count) => (at - 1 + count) % count,
  ArrowUp: (at, count) => (at - 1 + count) % count,
  Home: () => 0,
  End: (_at, count) => count - 1,
};

/** How large pages can be shown, of the width that there is. */
export const ZOOMS = [1, 1.5, 2, 3];

/** Which rows something is to be done with: some, or all that meet the conditions. */
export type Selection = { all: true } | { all: false; ids: ReadonlySet<string> };

export const NOBODY: Selection = { all: false, ids: new Set() };

/** The selection with some rows more or fewer. Leaving one out of all leaves those that are loaded. */
export function selected(now: Selection, ids: readonly string[], isSelected: boolean, loaded: readonly string[]): Selection {
  const after = new Set(now.all ? loaded : now.ids);
  for (const id of ids) {
    if (isSelected) after.add(id);
    else after.delete(id);
  }
  return { all: false, ids: after };
}

export const isIn = (selection: Selection, id: string): boolean => selection.all || selection.ids.has(id);

/** How many rows are meant. */
export const sizeOf = (selection: Selection, total: number): number => (selection.all ? total : selection.ids.size);

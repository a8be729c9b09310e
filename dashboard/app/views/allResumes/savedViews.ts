/** A view of the table under a name that somebody gave it. */
export interface SavedView {
  name: string;
  /** The part of the address behind its question mark. */
  address: string;
}

const keyOf = (userId: string): string => `views:${userId}`;

/** The views that this person keeps on this device. */
export function readViews(userId: string, store: Pick<Storage, "getItem"> = localStorage): SavedView[] {
  let kept: unknown;
  try {
    kept = JSON.parse(store.getItem(keyOf(userId)) ?? "[]");
  } catch {
    return [];
  }
  return Array.isArray(kept) ? kept.filter(isView) : [];
}

/** Keep these views. */
export function writeViews(userId: string, views: readonly SavedView[], store: Pick<Storage, "setItem"> = localStorage): void {
  store.setItem(keyOf(userId), JSON.stringify(views));
}

/** The views with one more; one of the same name gives way to it. */
export function withView(views: readonly SavedView[], view: SavedView): SavedView[] {
  return [...views.filter(({ name }) => name !== view.name), view];
}

function isView(kept: unknown): kept is SavedView {
  return typeof kept === "object" && kept !== null && "name" in kept && "address" in kept && typeof kept.name === "string" && typeof kept.address === "string";
}

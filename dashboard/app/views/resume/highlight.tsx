import { createContext, type ReactNode, useContext, useMemo, useSyncExternalStore } from "react";

type Side = "page" | "fields";

interface Jump {
  key: string;
  to: Side;
}

/** Knows which value is looked at, so that its place on the page and its row can show it together. */
class Highlight {
  private looked: string | null = null;
  private jump: Jump | null = null;
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  readonly lookedAt = (): string | null => this.looked;
  readonly jumped = (): Jump | null => this.jump;

  /** Show a value on both sides; null shows none. */
  readonly look = (key: string | null): void => {
    if (key === this.looked) return;
    this.looked = key;
    this.tell();
  };

  /** Bring a value into view on one side, and the focus with it. */
  readonly go = (key: string, to: Side): void => {
    this.looked = key;
    this.jump = { key, to };
    this.tell();
  };

  /** Say that what somebody has gone to is in view, so that nothing goes there again by itself. */
  readonly arrive = (): void => {
    this.jump = null;
  };

  private tell(): void {
    for (const listener of this.listeners) listener();
  }
}

const HighlightContext = createContext<Highlight | null>(null);

/** Joins the pages and the fields of one resume. */
export function HighlightProvider({ children }: { children: ReactNode }) {
  return <HighlightContext value={useMemo(() => new Highlight(), [])}>{children}</HighlightContext>;
}

/** What shows values on both sides. */
export function useHighlight(): Highlight {
  const found = useContext(HighlightContext);
  if (!found) throw new Error("There is no resume around this part of the page.");
  return found;
}

/** Whether one of these values is looked at. */
export function useIsLookedAt(...keys: string[]): boolean {
  const { subscribe, lookedAt } = useHighlight();
  return useSyncExternalStore(subscribe, () => keys.includes(lookedAt() ?? ""));
}

/** The value that somebody has gone to on a side; another object each time. */
export function useJump(side: Side): Jump | null {
  const { subscribe, jumped } = useHighlight();
  return useSyncExternalStore(subscribe, () => (jumped()?.to === side ? jumped() : null));
}

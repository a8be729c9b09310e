import { useSyncExternalStore } from "react";

export type Theme = "system" | "light" | "dark";

const KEPT = "theme";
const prefersDark = matchMedia("(prefers-color-scheme: dark)");
const listeners = new Set<() => void>();

/** The appearance that was chosen on this device. */
export function chosenTheme(): Theme {
  const kept = localStorage.getItem(KEPT);
  return kept === "light" || kept === "dark" ? kept : "system";
}

/** Choose an appearance, and show it. */
export function chooseTheme(theme: Theme): void {
  localStorage.setItem(KEPT, theme);
  showTheme();
  for (const listener of listeners) listener();
}

/** Show the chosen appearance; where none is chosen, that of the system. */
export function showTheme(): void {
  const theme = chosenTheme();
  document.documentElement.dataset["theme"] = theme === "system" ? (prefersDark.matches ? "dark" : "light") : theme;
}

prefersDark.addEventListener("change", showTheme);

/** The chosen appearance, drawn anew when it changes. */
export function useTheme(): Theme {
  return useSyncExternalStore((listener) => {
    listeners.add(listener);
    return () => listeners.delete(listener);
  }, chosenTheme);
}

import { useCallback, useSyncExternalStore } from "react";

/** Where the filters stand beside the table: as wide as what Tailwind calls `lg`. */
export const WIDE = "(min-width: 64rem)";

/** Whether a media query holds, followed as the window changes. */
export function useMedia(query: string): boolean {
  const subscribe = useCallback(
    (notify: () => void) => {
      const media = matchMedia(query);
      media.addEventListener("change", notify);
      return () => media.removeEventListener("change", notify);
    },
    [query],
  );
  return useSyncExternalStore(subscribe, () => matchMedia(query).matches);
}

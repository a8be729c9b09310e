import { useEffect, useRef } from "react";

interface Keys {
  onConfirm: () => void;
  onNext: () => void;
  onBack: (() => void) | null;
}

/** Goes through the queue by keys: Ctrl with Enter confirms and goes on, with an arrow only goes. */
export function useReviewKeys(keys: Keys): void {
  const present = useRef(keys);
  present.current = keys;
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (!(event.ctrlKey || event.metaKey) || event.defaultPrevented) return;
      // Within a text these keys move by words, and Enter belongs to its form.
      if ((event.target as Element).closest("input, textarea, select, [role=dialog]")) return;
      if (event.key === "Enter") present.current.onConfirm();
      else if (event.key === "ArrowRight") present.current.onNext();
      else if (event.key === "ArrowLeft") present.current.onBack?.();
      else return;
      event.preventDefault();
    };
    addEventListener("keydown", press);
    return () => removeEventListener("keydown", press);
  }, []);
}

import { useCallback, useState } from "react";

const KEPT = "description";

/** The job description that candidates are looked for; too long for an address, it is kept while the window is open. */
export function useDescription(): [string, (text: string) => void] {
  const [description, setDescription] = useState(() => sessionStorage.getItem(KEPT) ?? "");
  const keep = useCallback((text: string) => {
    sessionStorage.setItem(KEPT, text);
    setDescription(text);
  }, []);
  return [description, keep];
}

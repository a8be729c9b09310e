import { useEffect, useRef, useState } from "react";

/** What keeps a picture from being shown. */
export type Trouble =
  | { kind: "late"; seconds: number }
  /** Its address has ended. */
  | { kind: "ended" }
  /** There is none, and will be none. */
  | { kind: "none" };

const USUAL_SECONDS = 5;

/** What an answer in the place of a picture means; null where the picture is there after all. */
export function troubleOf(status: number, retryAfter: string | null): Trouble | null {
  if (status >= 200 && status < 300) return null;
  if (status === 403) return { kind: "ended" };
  if (status === 404) return { kind: "none" };
  const told = Number(retryAfter);
  return { kind: "late", seconds: told > 0 ? told : USUAL_SECONDS };
}

interface Picture {
  /** Another number for each time that the picture is to be loaded. */
  attempt: number;
  trouble: Trouble | null;
  /** Called with the address that could not be loaded. */
  failed: (address: string) => void;
  retry: () => void;
}

/**
 * Find out why a picture is not shown, and have it loaded again when it may be there.
 *
 * Args:
 *   address: Where it is; what was wrong at another address is wrong no more.
 *   onEnded: Asks for an address that has not ended.
 */
export function usePicture(address: string | null | undefined, onEnded: () => void): Picture {
  const [attempt, setAttempt] = useState(0);
  const [trouble, setTrouble] = useState<Trouble | null>(null);
  const present = useRef(address);
  present.current = address;
  const arrived = useRef<string | null>(null);

  useEffect(() => setTrouble(null), [address]);

  const retry = (): void => {
    setTrouble(null);
    setAttempt((count) => count + 1);
  };

  const seconds = trouble?.kind === "late" ? trouble.seconds : null;
  useEffect(() => {
    if (seconds === null) return;
    const timer = setTimeout(retry, seconds * 1000);
    return () => clearTimeout(timer);
  }, [trouble, seconds]);

  const failed = (broken: string): void => {
    const asked = address;
    // An image does not tell why it is none.
    void fetch(broken)
      .then(({ status, headers }) => troubleOf(status, headers.get("retry-after")), () => troubleOf(0, null))
      .then((found) => {
        if (present.current !== asked) return;
        if (found === null && arrived.current !== broken) {
          arrived.current = broken;
          return retry();
        }
        // What comes again and is no picture to this browser never will be one.
        if (found === null) return setTrouble({ kind: "none" });
        if (found.kind === "ended") onEnded();
        setTrouble(found);
      });
  };

  return { attempt, trouble, failed, retry };
}

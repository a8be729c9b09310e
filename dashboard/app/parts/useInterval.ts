import { useEffect, useRef } from "react";

/** Do something every so many seconds; null pauses. */
export function useInterval(run: () => void, seconds: number | null): void {
  const present = useRef(run);
  present.current = run;
  useEffect(() => {
    if (seconds === null) return;
    const timer = setInterval(() => present.current(), seconds * 1000);
    return () => clearInterval(timer);
  }, [seconds]);
}

import { useCallback } from "react";
import { useSearchParams } from "wouter";

type Changes = Record<string, string | null>;

/**
 * The state of a view that stands in its address, and what changes parts of it.
 *
 * What is null or empty leaves the address. With `keep` the former state stays one step back in the browser.
 */
export function useUrlState(): [URLSearchParams, (changes: Changes, options?: { keep?: boolean }) => void] {
  const [parameters, setParameters] = useSearchParams();
  const change = useCallback(
    (changes: Changes, { keep = false } = {}) => setParameters((before) => changed(before, changes), { replace: !keep }),
    [setParameters],
  );
  return [parameters, change];
}

/** The parameters with some of them set anew, or left out where they are null or empty. */
export function changed(before: URLSearchParams, changes: Changes): URLSearchParams {
  const after = new URLSearchParams(before);
  for (const [name, value] of Object.entries(changes)) {
    if (value) after.set(name, value);
    else after.delete(name);
  }
  return after;
}

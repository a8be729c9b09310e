import type { CombinedError } from "@urql/core";

interface Answer {
  error?: CombinedError | undefined;
}

const paused = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/** After how many seconds the server takes requests again; null where that is not what it refused. */
export function secondsToWait(error: CombinedError | undefined): number | null {
  const limited = error?.graphQLErrors.find(({ extensions }) => extensions["code"] === "RATE_LIMITED" || extensions["code"] === "TOO_BUSY");
  if (!limited) return null;
  const told = Number(limited.extensions["retryAfterSeconds"]);
  return Number.isFinite(told) && told > 0 ? told : 5;
}

/** Ask until the server no longer says that this is too much at once. */
export async function whenAllowed<Given extends Answer>(ask: () => Promise<Given>, pause = paused): Promise<Given> {
  for (;;) {
    const answer = await ask();
    const seconds = secondsToWait(answer.error);
    if (seconds === null) return answer;
    await pause(seconds);
  }
}

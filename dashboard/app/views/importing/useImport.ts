import { useCallback, useEffect, useRef, useState } from "react";

import { useSession } from "../../client/SessionProvider";
import { upload, UploadStopped } from "../../client/upload";
import { ImportPositionsDocument } from "../../gql/graphql";
import { inputOf, isSourceName, type Options, type Outcome } from "./options";
import { type Persistently, useKeptFile } from "./useKeptFile";

/** What is known of a preview, or of an import; while it is asked for, what was told last. */
export type Asking =
  | { state: "none" }
  | { state: "asking"; outcome?: Outcome }
  | { state: "told"; outcome: Outcome }
  | { state: "stopped"; why: "offline" | "server"; message: string };

/** So many rows show whether a file is read as it is meant, and are read at once. */
const PREVIEWED_ROWS = 500;
const PAUSE_MS = 250;
const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

interface Importing {
  preview: Asking;
  result: Asking;
  /** The part of the file that the server has. */
  sentPart: number;
  /** Look at the beginning of the file once more. */
  look: () => void;
  /** Read all of the file, and write nothing. */
  countAll: () => void;
  run: () => void;
  cancel: () => void;
}

type Tell = (change: (now: Asking) => Asking) => void;

/** Has the server keep a file, read it again whenever somebody says it anew how, and import it in the end. */
export function useImport(file: File, options: Options, onImported: () => void): Importing {
  const { expired } = useSession();
  const [preview, setPreview] = useState<Asking>({ state: "none" });
  const [result, setResult] = useState<Asking>({ state: "none" });
  const [looks, setLooks] = useState(0);
  const looking = useRef(new AbortController());
  const importing = useRef(new AbortController());

  const persistently = useCallback<Persistently>(
    async (action, signal) => {
      for (;;) {
        signal.throwIfAborted();
        try {
          return await action();
        } catch (error) {
          if (!(error instanceof UploadStopped)) throw error;
          if (error.kind === "signedOut") await expired();
          else if (error.kind === "tooMany") await pause(error.retryAfterSeconds);
          else throw error;
        }
      }
    },
    [expired],
  );
  const { keep, forget, sentPart } = useKeptFile(file, persistently);

  const outcomeOf = useCallback(
    async (how: { dryRun: boolean; rows: number | null }, signal: AbortSignal): Promise<Outcome> => {
      for (let isSentAgain = false; ; isSentAgain = true) {
        const kept = await keep();
        if (kept.__typename === "FileRejectedError") return kept;
        const variables = { keptFile: kept.keptFile, input: { ...inputOf(options), ...how } };
        const { importKeptPositions: outcome } = await persistently(() => upload(ImportPositionsDocument, variables, { signal }), signal);
        const isGone = outcome.__typename === "FileRejectedError" && outcome.code === "NO_FILE_UPLOADED";
        if (isSentAgain || !isGone) return outcome;
        forget();
      }
    },
    [options, keep, forget, persistently],
  );

  const ask = useCallback(
    async (how: { dryRun: boolean; rows: number | null }, tell: Tell, signal: AbortSignal) => {
      tell((now) => ({ state: "asking", outcome: now.state === "told" || now.state === "asking" ? now.outcome : undefined }));
      try {
        const outcome = await outcomeOf(how, signal);
        if (!signal.aborted) tell(() => ({ state: "told", outcome }));
      } catch (error) {
        if (signal.aborted) return;
        if (!(error instanceof UploadStopped)) throw error;
        if (error.kind !== "aborted") tell(() => ({ state: "stopped", why: error.kind === "offline" ? "offline" : "server", message: error.message }));
      }
    },
    [outcomeOf],
  );

  const previewed = useCallback(
    (rows: number | null) => {
      looking.current.abort();
      looking.current = new AbortController();
      return ask({ dryRun: true, rows }, setPreview, looking.current.signal);
    },
    [ask],
  );

  useEffect(() => {
    if (!isSourceName(options.source)) return;
    // What was told before is not what would be done now.
    setPreview((now) => ({ state: "asking", outcome: now.state === "told" || now.state === "asking" ? now.outcome : undefined }));
    const timer = setTimeout(() => void previewed(PREVIEWED_ROWS), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      looking.current.abort();
    };
  }, [previewed, options.source, looks]);

  useEffect(() => () => importing.current.abort(), []);

  return {
    preview,
    result,
    sentPart,
    look: () => setLooks((now) => now + 1),
    countAll: () => void previewed(null),
    run: () => {
      importing.current = new AbortController();
      void ask({ dryRun: false, rows: null }, setResult, importing.current.signal).then(onImported);
    },
    cancel: () => {
      importing.current.abort();
      setResult({ state: "none" });
    },
  };
}

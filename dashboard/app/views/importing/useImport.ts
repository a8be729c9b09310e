import { useCallback, useEffect, useRef, useState } from "react";

import { useSession } from "../../client/SessionProvider";
import { upload, UploadStopped } from "../../client/upload";
import { ImportPositionsDocument } from "../../gql/graphql";
import { inputOf, isSourceName, type Options, type Outcome } from "./options";

/** How far the sending of the file is, and what came of it. */
export type Sending =
  | { state: "none" }
  | { state: "sending"; part: number; outcome?: Outcome }
  | { state: "told"; outcome: Outcome }
  | { state: "stopped"; why: "offline" | "server"; message: string };

const PAUSE_MS = 400;
const pause = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

const sending =
  (part: number) =>
  (now: Sending): Sending => ({ state: "sending", part, outcome: now.state === "told" || now.state === "sending" ? now.outcome : undefined });

interface Importing {
  preview: Sending;
  result: Sending;
  /** Look at the file once more. */
  look: () => void;
  run: () => void;
  cancel: () => void;
}

/** Has the server read a file again whenever somebody says it anew how, and import it in the end. */
export function useImport(file: File, options: Options, onImported: () => void): Importing {
  const { expired } = useSession();
  const [preview, setPreview] = useState<Sending>({ state: "none" });
  const [result, setResult] = useState<Sending>({ state: "none" });
  const [looks, setLooks] = useState(0);
  const stop = useRef(new AbortController());

  const send = useCallback(
    async (dryRun: boolean, told: (change: (now: Sending) => Sending) => void, signal: AbortSignal) => {
      const input = inputOf(options, dryRun);
      const progress = (part: number) => told(sending(part));
      while (!signal.aborted) {
        progress(0);
        try {
          const { importPositions } = await upload(ImportPositionsDocument, { file, input }, { progress, signal });
          return told(() => ({ state: "told", outcome: importPositions }));
        } catch (error) {
          if (!(error instanceof UploadStopped)) throw error;
          if (error.kind === "aborted") return;
          if (error.kind === "signedOut") await expired();
          else if (error.kind === "tooMany") await pause(error.retryAfterSeconds);
          else return told(() => ({ state: "stopped", why: error.kind === "offline" ? "offline" : "server", message: error.message }));
        }
      }
    },
    [file, options, expired],
  );

  useEffect(() => {
    if (!isSourceName(options.source)) return;
    const stopLook = new AbortController();
    // What was told before is not what would be done now.
    setPreview(sending(0));
    const timer = setTimeout(() => void send(true, setPreview, stopLook.signal), PAUSE_MS);
    return () => {
      clearTimeout(timer);
      stopLook.abort();
    };
  }, [send, options.source, looks]);

  useEffect(() => () => stop.current.abort(), []);

  return {
    preview,
    result,
    look: () => setLooks((now) => now + 1),
    run: () => {
      stop.current = new AbortController();
      void send(false, setResult, stop.current.signal).then(onImported);
    },
    cancel: () => {
      stop.current.abort();
      setResult({ state: "none" });
    },
  };
}

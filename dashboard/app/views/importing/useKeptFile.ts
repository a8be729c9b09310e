import { useCallback, useEffect, useRef, useState } from "react";

import { upload } from "../../client/upload";
import { KeepPositionsFileDocument, type KeepPositionsFileMutation } from "../../gql/graphql";

/** Does something over an ended session and a busy server, until the signal says that nobody wants it. */
export type Persistently = <T>(action: () => Promise<T>, signal: AbortSignal) => Promise<T>;

type Kept = KeepPositionsFileMutation["keepPositionsFile"];

interface KeptFile {
  /** Have the file kept, which sends it the first time. */
  keep: () => Promise<Kept>;
  /** Have it sent again next time. */
  forget: () => void;
  sentPart: number;
}

/** A file that the server keeps for a while: it is sent once, however often it is looked at. */
export function useKeptFile(file: File, persistently: Persistently): KeptFile {
  const [sentPart, setSentPart] = useState(0);
  const kept = useRef<Promise<Kept> | null>(null);
  const left = useRef(new AbortController());

  useEffect(() => {
    left.current = new AbortController();
    return () => left.current.abort();
  }, []);

  const forget = useCallback(() => {
    kept.current = null;
  }, []);

  const keep = useCallback(() => {
    if (kept.current) return kept.current;
    const { signal } = left.current;
    setSentPart(0);
    const sent = persistently(() => upload(KeepPositionsFileDocument, { file }, { progress: setSentPart, signal }), signal).then(
      ({ keepPositionsFile: answer }) => {
        setSentPart(1);
        return answer;
      },
    );
    kept.current = sent;
    sent.catch(forget);
    return sent;
  }, [file, persistently, forget]);

  return { keep, forget, sentPart };
}

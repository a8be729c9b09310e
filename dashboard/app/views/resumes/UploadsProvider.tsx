import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";

import { useSession } from "../../client/SessionProvider";
import { type Sending, sendFile } from "./uploading";

export interface Upload {
  key: number;
  fileName: string;
  sending: Sending;
  cancel: () => void;
}

interface Uploads {
  uploads: Upload[];
  add: (files: Iterable<File>) => void;
  /** Tell of files that cannot be sent, since the browser cannot open them. */
  tellUnreadable: (fileNames: readonly string[]) => void;
  dismiss: () => void;
  /** Counts the uploads that have ended, so that lists know when to look again. */
  endedCount: number;
}

const UploadsContext = createContext<Uploads | null>(null);
const AT_ONCE = 2;

/** The uploads of this session. */
export function useUploads(): Uploads {
  const found = useContext(UploadsContext);
  if (!found) throw new Error("There are no uploads around this part of the page.");
  return found;
}

/** Sends files, whichever view is open meanwhile. */
export function UploadsProvider({ children }: { children: ReactNode }) {
  const { expired } = useSession();
  const [uploads, setUploads] = useState<Upload[]>([]);
  const queue = useRef<(() => Promise<void>)[]>([]);
  const running = useRef(0);
  const keys = useRef(0);
  const stops = useRef(new Set<AbortController>());

  // What is not sent when somebody signs out is nobody else's to send.
  useEffect(() => {
    const under = stops.current;
    return () => {
      for (const stop of under) stop.abort();
    };
  }, []);

  const next = useCallback(() => {
    while (running.current < AT_ONCE) {
      const send = queue.current.shift();
      if (!send) return;
      running.current += 1;
      void send().finally(() => {
        running.current -= 1;
        next();
      });
    }
  }, []);

  const add = useCallback(
    (files: Iterable<File>) => {
      for (const file of files) {
        const key = keys.current++;
        const stop = new AbortController();
        stops.current.add(stop);
        const told = (sending: Sending) => setUploads((now) => now.map((each) => (each.key === key ? { ...each, sending } : each)));
        // One that waits for its turn is told of at once.
        const cancel = () => {
          stop.abort();
          told({ state: "cancelled" });
        };
        setUploads((now) => [...now, { key, fileName: file.name, sending: { state: "queued" }, cancel }]);
        queue.current.push(() => sendFile(file, { signedInAgain: expired, told, signal: stop.signal }).finally(() => stops.current.delete(stop)));
      }
      next();
    },
    [expired, next],
  );

  const tellUnreadable = useCallback((fileNames: readonly string[]) => {
    const told = fileNames.map((fileName) => ({ key: keys.current++, fileName, sending: { state: "unreadable" as const }, cancel: () => {} }));
    setUploads((now) => [...now, ...told]);
  }, []);

  const dismiss = useCallback(() => setUploads((now) => now.filter(({ sending }) => !hasEnded(sending))), []);
  const endedCount = uploads.filter(({ sending }) => hasEnded(sending)).length;
  const value = useMemo(() => ({ uploads, add, tellUnreadable, dismiss, endedCount }), [uploads, add, tellUnreadable, dismiss, endedCount]);
  return <UploadsContext value={value}>{children}</UploadsContext>;
}

/** Whether something is still to come of it. */
export function isUnderWay(sending: Sending): boolean {
  return sending.state === "queued" || sending.state === "sending" || sending.state === "waiting";
}

function hasEnded(sending: Sending): boolean {
  return !isUnderWay(sending);
}

import { upload, UploadStopped } from "../../client/upload";
import { UploadResumesDocument, type UploadResumesMutation } from "../../gql/graphql";

export type Verdict = UploadResumesMutation["uploadResumes"]["verdicts"][number];

/** How far the upload of one file is. */
export type Sending =
  | { state: "queued" }
  | { state: "sending"; part: number }
  | { state: "waiting"; why: "signIn" | "server" | "network"; seconds: number }
  | { state: "done"; verdicts: Verdict[] }
  | { state: "refused"; message: string }
  /** The device does not give it out any more. */
  | { state: "unreadable" }
  | { state: "cancelled" };

interface Means {
  /** Ends when somebody has signed in again. */
  signedInAgain: () => Promise<void>;
  told: (sending: Sending) => void;
  signal: AbortSignal;
  send?: typeof upload;
  pause?: (seconds: number) => Promise<void>;
}

const NETWORK_SECONDS = 3;

const paused = (seconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, seconds * 1000));

/**
 * Send a file until the server has answered what became of it.
 *
 * An ended session, a busy server and a broken connection hold it up and lose nothing: the server leaves out what it has.
 */
export async function sendFile(file: File, { signedInAgain, told, signal, send = upload, pause = paused }: Means): Promise<void> {
  const cancelled = new Promise<void>((resolve) => signal.addEventListener("abort", () => resolve()));
  for (;;) {
    if (signal.aborted) return told({ state: "cancelled" });
    try {
      told({ state: "sending", part: 0 });
      const progress = (part: number) => told({ state: "sending", part });
      const { uploadResumes } = await send(UploadResumesDocument, { files: [file] }, { progress, signal });
      return told({ state: "done", verdicts: uploadResumes.verdicts });
    } catch (error) {
      if (!(error instanceof UploadStopped)) throw error;
      switch (error.kind) {
        case "aborted":
          return told({ state: "cancelled" });
        case "refused":
          return told({ state: "refused", message: error.message });
        case "signedOut":
          told({ state: "waiting", why: "signIn", seconds: 0 });
          await Promise.race([signedInAgain(), cancelled]);
          break;
        case "tooMany":
          told({ state: "waiting", why: "server", seconds: error.retryAfterSeconds });
          await Promise.race([pause(error.retryAfterSeconds), cancelled]);
          break;
        case "offline":
          if (!(await isReadable(file))) return told({ state: "unreadable" });
          told({ state: "waiting", why: "network", seconds: NETWORK_SECONDS });
          await Promise.race([pause(NETWORK_SECONDS), cancelled]);
      }
    }
  }
}

/** Whether the file is still there as it was chosen; to the browser one that was moved looks like a broken connection. */
async function isReadable(file: File): Promise<boolean> {
  return file.slice(0, 1).arrayBuffer().then(() => true, () => false);
}

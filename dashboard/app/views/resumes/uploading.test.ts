import { describe, expect, test } from "vitest";

import { UploadStopped } from "../../client/upload";
import { type Sending, sendFile } from "./uploading";

const FILE = new File(["text"], "resume.txt");
const ANSWER = { uploadResumes: { verdicts: [] } };

/** Send a file to a server that answers so, one after the other. */
async function sent(...answers: (UploadStopped | typeof ANSWER)[]) {
  return await sentFile(FILE, ...answers);
}

async function sentFile(file: File, ...answers: (UploadStopped | typeof ANSWER)[]) {
  const states: Sending[] = [];
  const pauses: number[] = [];
  let signIns = 0;
  await sendFile(file, {
    signedInAgain: async () => void (signIns += 1),
    told: (sending) => states.push(sending),
    signal: new AbortController().signal,
    send: (async () => {
      const answer = answers.shift();
      if (answer instanceof UploadStopped) throw answer;
      return answer;
    }) as never,
    pause: async (seconds) => void pauses.push(seconds),
  });
  return { states: states.map(({ state }) => state), pauses, signIns, left: answers.length };
}

describe("a file is sent until the server has said what became of it", () => {
  test("at once where nothing stands in its way", async () => {
    expect(await sent(ANSWER)).toEqual({ states: ["sending", "done"], pauses: [], signIns: 0, left: 0 });
  });

  test("after signing in again", async () => {
    const { states, signIns } = await sent(new UploadStopped("signedOut"), ANSWER);
    expect(states).toEqual(["sending", "waiting", "sending", "done"]);
    expect(signIns).toBe(1);
  });

  test("as late as a busy server asks for, and again once there is a connection", async () => {
    const { states, pauses } = await sent(new UploadStopped("tooMany", "", 7), new UploadStopped("offline"), ANSWER);
    expect(states).toEqual(["sending", "waiting", "sending", "waiting", "sending", "done"]);
    expect(pauses).toEqual([7, 3]);
  });

  test("until it is cancelled, also while it waits", async () => {
    const stop = new AbortController();
    const states: Sending["state"][] = [];
    await sendFile(FILE, {
      signedInAgain: () => Promise.reject(new Error("nobody is asked")),
      told: ({ state }) => {
        states.push(state);
        if (state === "waiting") stop.abort();
      },
      signal: stop.signal,
      send: () => Promise.reject(new UploadStopped("tooMany", "", 60)),
      pause: () => new Promise(() => {}),
    });
    expect(states).toEqual(["sending", "waiting", "cancelled"]);
  });

  test("but not without end where the device does not give it out any more", async () => {
    const moved = Object.assign(new File(["text"], "moved.txt"), { slice: () => ({ arrayBuffer: () => Promise.reject(new Error("NotReadableError")) }) });
    expect((await sentFile(moved, new UploadStopped("offline"), ANSWER)).states).toEqual(["sending", "unreadable"]);
  });

  test("but never again once it was refused or cancelled", async () => {
    expect((await sent(new UploadStopped("refused"), ANSWER)).left).toBe(1);
    expect((await sent(new UploadStopped("aborted"), ANSWER)).states).toEqual(["sending", "cancelled"]);
  });
});

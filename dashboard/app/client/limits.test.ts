import { CombinedError } from "@urql/core";
import { expect, test } from "vitest";

import { whenAllowed } from "./limits";

const refused = (code: string, extra = {}) => new CombinedError({ graphQLErrors: [{ message: "", extensions: { code, ...extra } }] });

test("What is too much at once is asked again after the time that the server names", async () => {
  const answers = [{ error: refused("RATE_LIMITED", { retryAfterSeconds: 7 }) }, { error: refused("TOO_BUSY") }, { error: undefined }];
  const waited: number[] = [];
  const given = await whenAllowed(
    () => Promise.resolve(answers.shift()!),
    (seconds) => Promise.resolve(void waited.push(seconds)),
  );
  expect(given.error).toBeUndefined();
  expect(waited).toEqual([7, 5]);
});

test("Other refusals are not asked again", async () => {
  const error = refused("FORBIDDEN");
  expect(await whenAllowed(() => Promise.resolve({ error }))).toEqual({ error });
});

import { SETTINGS, test as base } from "./house";
import { Server } from "./server";

export { expect, expectAccessible } from "./house";

const PATIENCE_MS = 900_000;

/** Tests against a server that holds invented people: `users` of them with `resumes` resumes each. */
export const testWithDemo = (users: number, resumes: number) =>
  base.extend<object, { server: Server }>({
    server: [
      async ({}, use) => {
        const server = new Server(SETTINGS);
        try {
          await server.run("demo", "--users", String(users), "--resumes", String(resumes));
          await server.start();
          await use(server);
        } finally {
          await server.remove();
        }
      },
      { scope: "worker", timeout: PATIENCE_MS },
    ],
  });

import { readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { resolve } from "node:path";

import { test as base, expect, type Page } from "@playwright/test";

import { Server } from "./server";

export { expect };

/** The resume that the dashboard offers to whoever has none at hand. */
export const SAMPLE = resolve(import.meta.dirname, "../app/views/resumes/sample.pdf");
const PASSWORD = "a-long-password-9";
const AXE = readFileSync(createRequire(import.meta.url).resolve("axe-core/axe.min.js"), "utf8");

/** What administrators are made with, by the command: only the first may register as one. */
export const ADMINS_PASSWORD = { GATEWAY_ADMIN_PASSWORD: PASSWORD };

/** How the tests' servers are set up: the dashboard needs no document but its own. */
export const SETTINGS = { GATEWAY_GRAPHQL_DOCUMENTS_ONLY: "true", ...ADMINS_PASSWORD };

export interface Account {
  username: string;
  password: string;
}

interface Fixtures {
  /** Makes an account at the server: by REST, that of an administrator by the command. */
  register: (username: string, role?: "admin" | "job_seeker") => Promise<Account>;
  /** Opens the dashboard signed in. */
  signIn: (account: Account, path?: string) => Promise<void>;
  /** What the browser may complain of, as the test breaks it on purpose: any other complaint fails the test. */
  expected: RegExp[];
}

export const test = base.extend<Fixtures, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = new Server(SETTINGS);
      try {
        await server.start();
        await use(server);
      } finally {
        await server.remove();
      }
    },
    { scope: "worker" },
  ],
  expected: async ({}, use) => use([]),
  page: async ({ page, server, expected }, use) => {
    const complaints: string[] = [];
    const isOwn = (url: string) => /^(data|blob):/.test(url) || new URL(url).host === new URL(server.base).host;
    page.on("request", (request) => isOwn(request.url()) || complaints.push(`asked of another origin: ${request.url()}`));
    page.on("websocket", (socket) => isOwn(socket.url()) || complaints.push(`a socket to another origin: ${socket.url()}`));
    page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
    page.on("pageerror", (error) => complaints.push(String(error)));
    await use(page);
    expect(complaints.filter((complaint) => !expected.some((pattern) => pattern.test(complaint)))).toEqual([]);
  },
  register: async ({ server }, use) => {
    await use(async (username, role = "job_seeker") => {
      if (role === "admin") return await makeAdmin(server, username);
      const answer = await fetch(`${server.base}/api/register`, {
        method: "POST",
        headers: { "content-type": "application/json" },
        body: JSON.stringify({ username, password: PASSWORD, role }),
      });
      expect(answer.ok, await answer.text()).toBe(true);
      return { username, password: PASSWORD };
    });
  },
  signIn: async ({ page, server }, use) => {
    await use(async ({ username, password }, path = "/") => {
      const answer = await page.request.post(`${server.base}/app/session`, {
        data: { username, password },
        headers: { origin: server.base },
      });
      expect(answer.ok(), await answer.text()).toBe(true);
      await page.goto(`${server.base}/app${path}`);
    });
  },
});

/** Make an administrator at a server that has their password. */
export async function makeAdmin(server: Server, username: string): Promise<Account> {
  await server.run("create-admin", username);
  return { username, password: PASSWORD };
}

/** Nothing that axe knows of keeps people out of what is on the page. */
export async function expectAccessible(page: Page): Promise<void> {
  await page.evaluate(AXE);
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run: () => Promise<{ violations: { id: string; nodes: { html: string; failureSummary: string }[] }[] }> } };
    const found = await axe.run();
    return found.violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html, failureSummary }) => `${html} (${failureSummary})`).join("; ")}`);
  });
  expect(violations).toEqual([]);
}

/** Upload the sample and wait for its matches; returns the path of its view. */
export async function uploadSample(page: Page): Promise<string> {
  await page.locator("input[type=file]").setInputFiles(SAMPLE);
  const link = page.getByRole("link", { name: "查看" });
  await expect(page.getByText("分析完成")).toBeVisible({ timeout: 30_000 });
  return (await link.getAttribute("href")) ?? "";
}

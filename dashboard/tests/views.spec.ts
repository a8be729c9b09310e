import { mkdirSync, readFileSync } from "node:fs";
import { resolve } from "node:path";

import type { Page } from "@playwright/test";

import { type Account, expect, expectAccessible, makeAdmin, SAMPLE, test } from "./house";

/** Where `SCREENSHOTS=1 make test-dashboard SPEC=views` leaves what the documentation shows. */
const PICTURES = resolve(import.meta.dirname, "../../docs/screenshots");
const PHONE = { width: 390, height: 844 };
const DESKTOP = { width: 1280, height: 800 };

interface View {
  name: string;
  path: (resume: string, other: string, position: string) => string;
  isShown?: boolean;
}

const SEEKERS: View[] = [
  { name: "resumes", path: () => "/" },
  { name: "reading", path: (resume) => `/resumes/${resume}`, isShown: true },
  { name: "matches", path: (resume) => `/resumes/${resume}?tab=matches`, isShown: true },
  { name: "exports", path: (resume) => `/resumes/${resume}?tab=export` },
  { name: "comparison", path: (resume, other) => `/compare/${resume}/${other}` },
  { name: "account", path: () => "/account" },
  { name: "positions", path: () => "/positions" },
  { name: "position", path: (_resume, _other, position) => `/positions/${position}` },
];
const ADMINS: View[] = [
  { name: "overview", path: () => "/overview", isShown: true },
  { name: "all-resumes", path: () => "/all-resumes", isShown: true },
  { name: "review", path: () => "/review" },
  { name: "candidates", path: () => "/candidates" },
  { name: "a-positions-candidates", path: (_resume, _other, position) => `/positions/${position}`, isShown: true },
  { name: "import", path: () => "/positions/import" },
  { name: "users", path: () => "/users" },
  { name: "failures", path: () => "/failures" },
  { name: "audit", path: () => "/audit" },
];

test.describe("every view can be read and used by everybody, in both languages and appearances, on a desk and a phone", () => {
  let seeker: Account;
  let admin: Account;
  let resumes: string[] = [];
  let position = "";

  test.beforeAll(async ({ browser, server }) => {
    const page = await browser.newPage();
    admin = await makeAdmin(server, "views-admin");
    seeker = await registered(page, server.base, "views-seeker");
    const { access_token: token } = (await (await page.request.post(`${server.base}/api/login`, { data: seeker })).json()) as { access_token: string };
    const headers = { authorization: `Bearer ${token}` };
    const ids: number[] = [];
    for (const name of ["sample.pdf", "again.pdf"]) {
      const multipart = { file: { name, mimeType: "application/pdf", buffer: readFileSync(SAMPLE) } };
      const answer = (await (await page.request.post(`${server.base}/api/resumes/upload`, { headers, multipart })).json()) as { resume_id: number };
      ids.push(answer.resume_id);
      // It waits for the analysis.
      await page.request.get(`${server.base}/api/resumes/${answer.resume_id}/matches`, { headers });
    }
    resumes = ids.map((id) => Buffer.from(`Resume:${id}`).toString("base64"));
    await signedIn(page, server.base, seeker);
    await page.goto(`${server.base}/app/positions?q=数据分析师`);
    const link = page.getByRole("link", { name: "数据分析师", exact: true });
    position = ((await link.getAttribute("href")) ?? "").split("/").at(-1) ?? "";
    await page.close();
  });

  for (const [who, views] of [["seeker", SEEKERS], ["admin", ADMINS]] as const) {
    for (const view of views) {
      test(`${view.name}, by ${who === "seeker" ? "a job seeker" : "an administrator"}`, async ({ page, server }) => {
        await signedIn(page, server.base, who === "seeker" ? seeker : admin);
        const [resume = "", other = ""] = resumes;
        const address = `${server.base}/app${view.path(resume, other, position)}`;
        for (const { language, theme, size } of [
          { language: "zh", theme: "light", size: DESKTOP },
          { language: "en", theme: "dark", size: PHONE },
        ]) {
          await page.addInitScript(
            ([chosen, look]) => {
              localStorage.setItem("language", chosen);
              localStorage.setItem("theme", look);
            },
            [language, theme] as [string, string],
          );
          await page.setViewportSize(size);
          await page.goto(address);
          await settled(page);
          await expect(page.getByText(/没有这个页面|There is no such page/)).toHaveCount(0);
          await expect(page.getByRole("heading", { level: 1 })).toHaveCount(1);
          await expectAccessible(page);
          expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), "it is not wider than the screen").toBeLessThanOrEqual(0);
          if (process.env["SCREENSHOTS"] && view.isShown) {
            mkdirSync(PICTURES, { recursive: true });
            const path = `${PICTURES}/${view.name}${size === PHONE ? "-phone" : ""}.jpg`;
            await page.screenshot({ path, type: "jpeg", quality: 80 });
          }
        }
      });
    }
  }
});

async function registered(page: Page, base: string, username: string): Promise<Account> {
  const account = { username, password: "a-long-password-9" };
  const answer = await page.request.post(`${base}/api/register`, { data: { ...account, role: "job_seeker" } });
  expect(answer.ok(), await answer.text()).toBe(true);
  return account;
}

async function signedIn(page: Page, base: string, account: Account): Promise<void> {
  expect((await page.request.post(`${base}/app/session`, { data: account, headers: { origin: base } })).ok()).toBe(true);
}

/** What was to be loaded is there. */
async function settled(page: Page): Promise<void> {
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await page.waitForLoadState("networkidle");
  await expect(page.getByRole("status", { name: /正在载入|Loading/ })).toHaveCount(0);
}

import type { Page } from "@playwright/test";

import { ADMINS_PASSWORD, expect, test as base } from "./house";
import { Server } from "./server";

// GraphiQL asks what no build knew of.
const test = base.extend<object, { server: Server }>({
  server: [
    async ({}, use) => {
      const server = new Server(ADMINS_PASSWORD);
      await server.start();
      await use(server);
      await server.remove();
    },
    { scope: "worker" },
  ],
});

const answer = (page: Page) => page.locator(".graphiql-response .view-lines");
const run = (page: Page) => page.getByRole("button", { name: /^Execute query/ }).click();

test("a view's query opens in GraphiQL and runs as who is signed in", async ({ page, register, signIn, context }) => {
  await signIn(await register("curious"));
  await expect(page.getByText("还没有简历")).toBeVisible();
  await page.getByRole("button", { name: /此页的查询/ }).click();
  const opening = context.waitForEvent("page");
  await page.getByRole("dialog").getByRole("link", { name: "在 GraphiQL 中打开" }).first().click();
  const explorer = await opening;
  await expect(explorer.getByText("Signed in as curious")).toBeVisible();
  await expect(explorer.locator(".graphiql-query-editor .view-lines")).toContainText("query");
  await run(explorer);
  await expect(answer(explorer)).toContainText('"data"');
  await expect(answer(explorer)).not.toContainText("UNAUTHENTICATED");
  expect(explorer.url()).not.toContain("#");
  await explorer.getByRole("link", { name: "Home" }).click();
  await expect(explorer.getByRole("heading", { name: "我的简历" })).toBeVisible();
});

test("a ready-made query opens in a tab of its own", async ({ page, server, register, signIn }) => {
  await signIn(await register("chief", "admin"));
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  await page.goto(`${server.base}/graphiql`);
  await page.getByRole("button", { name: "Show Ready-made queries" }).click();
  await page.getByRole("button", { name: "Statistics", exact: true }).click();
  await expect(page.getByRole("tab", { name: "Statistics" })).toBeVisible();
  await run(page);
  await expect(answer(page)).toContainText("resumesByStatus");
  await expect(page.getByText("Signed in as chief (administrator)")).toBeVisible();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Username")).toBeVisible();
});

test("who comes next at the browser sees nothing of the queries of the one before, who finds them again", async ({ page, server, register, signIn }) => {
  const first = await register("first-at-it");
  const next = await register("next-at-it");
  const open = async () => {
    await page.goto(`${server.base}/graphiql`);
    await expect(page.locator(".graphiql-query-editor .view-lines")).toBeVisible();
  };
  const kept = page.getByRole("tab", { name: "MyResumes" });
  await signIn(first);
  await open();
  await page.getByRole("button", { name: "Show Ready-made queries" }).click();
  await page.getByRole("button", { name: "My resumes and their matches" }).click();
  await expect(kept).toBeVisible();
  await run(page);
  await expect(answer(page)).toContainText("first-at-it");
  await expect(async () => {
    await page.reload();
    await expect(kept).toBeVisible({ timeout: 2000 });
  }, "the tabs are kept soon after they change").toPass();
  await page.getByRole("button", { name: "Sign out" }).click();
  await expect(page.getByLabel("Username")).toBeVisible();
  await expect(page.getByRole("tab", { name: "Login" })).toBeVisible();
  await expect(kept).toHaveCount(0);
  await signIn(next);
  await open();
  await expect(page.getByText("Signed in as next-at-it")).toBeVisible();
  await expect(kept).toHaveCount(0);
  await signIn(first);
  await open();
  await expect(kept).toBeVisible();
});

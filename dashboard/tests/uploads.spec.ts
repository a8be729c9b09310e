import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { type Account, expect, SAMPLE, test } from "./house";

const sample = { mimeType: "application/pdf", buffer: readFileSync(SAMPLE) };

test("each of several files has its own outcome", async ({ page, register, signIn }) => {
  await signIn(await register("several"));
  await page.locator("input[type=file]").setInputFiles([
    { name: "one.pdf", ...sample },
    { name: "empty.pdf", mimeType: "application/pdf", buffer: Buffer.alloc(0) },
    { name: "program.exe", mimeType: "application/octet-stream", buffer: Buffer.from("MZ\0\0") },
  ]);
  const uploads = page.getByRole("region", { name: "本次上传" });
  await expect(uploads.getByText("文件是空的")).toBeVisible();
  await expect(uploads.getByText("不支持这种文件类型")).toBeVisible();
  await expect(uploads.getByText("已保存")).toBeVisible();
  await expect(page.getByText("分析完成")).toBeVisible({ timeout: 30_000 });
  await page.getByRole("link", { name: "看结果" }).click();
  await expect(page.getByRole("heading", { name: "one.pdf" })).toBeVisible();
});

test("files that are dropped beside the box are uploaded too, and elsewhere do not lead away from the page", async ({ page, server, register, signIn }) => {
  await signIn(await register("drops"));
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  await dropFile(page, SAMPLE, { says: "松开即可上传" });
  await expect(page.getByText("松开即可上传")).toHaveCount(0);
  await expect(page.getByText("已保存")).toBeVisible();
  await page.getByRole("link", { name: "职位", exact: true }).click();
  await expect(page.getByRole("heading", { level: 1, name: "职位" })).toBeVisible();
  await dropFile(page, SAMPLE);
  await page.getByRole("link", { name: "我的简历" }).click();
  await expect(page.getByText("已保存")).toHaveCount(1);
  expect(page.url()).toBe(`${server.base}/app/`);
});

test("later pages of one's list stay while uploads and analyses go on", async ({ page, server, register, signIn }) => {
  const owner = await register("many");
  await uploadTexts(server.base, owner, 55);
  await signIn(owner);
  const rows = page.getByRole("checkbox", { name: /^选择 / });
  await expect(rows).toHaveCount(50);
  await page.getByRole("button", { name: "载入更多" }).click();
  await expect(rows).toHaveCount(55);
  await page.locator("input[type=file]").setInputFiles([{ name: "newest.pdf", ...sample }]);
  await expect(page.getByText("已保存")).toBeVisible();
  await expect(page.getByRole("link", { name: "看结果" }).first()).toHaveAccessibleDescription("newest.pdf", { timeout: 30_000 });
  await expect(rows).toHaveCount(56);
  await page.getByRole("button", { name: "删除简历: resume-7.txt" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(page.getByText("已删除")).toBeVisible();
  await expect(rows).toHaveCount(55);
});

test("files that wait for their turn say so, and two resumes that are selected can be compared from where one is", async ({ page, register, signIn }) => {
  await signIn(await register("waits"));
  await page.setViewportSize({ width: 390, height: 844 });
  const name = `${"a_very_long_name_without_any_space".repeat(3)}.pdf`;
  let goOn = () => {};
  const held = new Promise<void>((resolve) => (goOn = resolve));
  await page.route("**/graphql", async (route) => {
    if (route.request().headers()["content-type"]?.startsWith("multipart")) await held;
    await route.fallback();
  });
  await page.locator("input[type=file]").setInputFiles(["one.pdf", "two.pdf", name].map((each, at) => ({ name: each, ...sample, buffer: Buffer.concat([sample.buffer, Buffer.from(`\n% ${at}\n`)]) })));
  await expect(page.getByText("等待上传")).toHaveCount(1);
  const height = async () => (await page.getByRole("region", { name: "本次上传" }).boundingBox())?.height;
  const before = await height();
  goOn();
  await expect(page.getByText("分析完成")).toHaveCount(3, { timeout: 30_000 });
  expect(await height(), "no row moves when its file has been sent").toBe(before);
  await page.getByRole("checkbox", { name: "选择 one.pdf" }).check();
  await expect(page.getByText("再选一份，就能把两份并排比较")).toBeInViewport();
  await page.getByRole("checkbox", { name: `选择 ${name}` }).check();
  await page.getByRole("link", { name: "比较所选的两份" }).click();
  await expect(page.getByRole("figure")).toHaveCount(2);
  await page.getByRole("link", { name }).click();
  await expect(page.getByRole("heading", { name })).toBeVisible();
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth), "the page is not wider than the phone").toBeLessThanOrEqual(0);
  await page.evaluate(() => localStorage.setItem("language", "en"));
  await page.reload();
  await page.getByRole("tab", { name: /Matches/ }).click();
  await expect(page.getByRole("article").first()).toContainText(/\d+k–\d+k a month/);
});

test("an upload that meets the end of the session goes on after signing in again", async ({ page, register, signIn, expected }) => {
  expected.push(/status of 401/);
  const anna = await register("ended");
  await signIn(anna);
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  await page.context().clearCookies();
  await page.locator("input[type=file]").setInputFiles([{ name: "kept.pdf", ...sample }]);
  const dialog = page.getByRole("dialog", { name: "请重新登录" });
  await expect(dialog).toBeVisible();
  await dialog.getByLabel(/密码/).fill(anna.password);
  await dialog.getByRole("button", { name: "继续" }).click();
  await expect(page.getByText("分析完成")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("link", { name: "kept.pdf" })).toBeVisible();
});

test("the state of a resume goes on arriving after the server was restarted", async ({ page, server, register, signIn, expected }) => {
  expected.push(/net::ERR_/, /WebSocket connection to/); // each connection that breaks, whenever the browser comes to say so
  await signIn(await register("restarted"));
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  await page.locator("input[type=file]").setInputFiles([{ name: "restart.pdf", ...sample }]);
  await expect(page.getByText("已保存")).toBeVisible();
  await server.stop("SIGKILL");
  await server.start();
  await expect(page.getByText("分析完成")).toBeVisible({ timeout: 45_000 });
});

/** Drop a file at the page's corner, as the browser itself does. */
async function dropFile(page: Page, file: string, { says }: { says?: string } = {}): Promise<void> {
  const browser = await page.context().newCDPSession(page);
  const { width, height } = page.viewportSize() ?? { width: 0, height: 0 };
  const at = { x: width - 30, y: height - 30, data: { items: [], files: [file], dragOperationsMask: 1 } };
  for (const type of ["dragEnter", "dragOver"] as const) await browser.send("Input.dispatchDragEvent", { type, ...at });
  if (says) await expect(page.getByText(says)).toBeInViewport();
  await browser.send("Input.dispatchDragEvent", { type: "drop", ...at });
  await browser.detach();
}

/** Upload so many small resumes, and wait for the last one's analysis. */
async function uploadTexts(base: string, { username, password }: Account, count: number): Promise<void> {
  const headers = { "content-type": "application/json" };
  const login = await fetch(`${base}/api/login`, { method: "POST", headers, body: JSON.stringify({ username, password }) });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const authorization = { authorization: `Bearer ${token}` };
  let last = 0;
  for (let at = 1; at <= count; at += 1) {
    const form = new FormData();
    const text = `王小雨\n电话：139000000${String(at).padStart(2, "0")}\n求职意向：会计\n教育经历\n2010.09-2014.06 苏州大学 会计学 本科\n技能\nExcel`;
    form.append("file", new File([text], `resume-${at}.txt`, { type: "text/plain" }));
    const answer = await fetch(`${base}/api/resumes/upload`, { method: "POST", headers: authorization, body: form });
    last = ((await answer.json()) as { resume_id: number }).resume_id;
  }
  expect((await fetch(`${base}/api/resumes/${last}/matches`, { headers: authorization })).status).toBe(200);
}

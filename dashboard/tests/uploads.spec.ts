import { readFileSync } from "node:fs";

import { expect, SAMPLE, test } from "./house";

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
  expected.push(/net::ERR_/); // each connection that breaks, whenever the browser comes to say so
  await signIn(await register("restarted"));
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  await page.locator("input[type=file]").setInputFiles([{ name: "restart.pdf", ...sample }]);
  await expect(page.getByText("已保存")).toBeVisible();
  await server.stop("SIGKILL");
  await server.start();
  await expect(page.getByText("分析完成")).toBeVisible({ timeout: 45_000 });
});

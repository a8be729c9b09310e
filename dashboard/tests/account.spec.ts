import { expect, test } from "./house";

test("the password is changed, and the page stays signed in", async ({ page, register, signIn }) => {
  const account = await register("changes");
  await signIn(account, "/account");
  await page.getByLabel("当前密码").fill("not-the-password");
  await page.getByLabel("新密码", { exact: true }).fill("another-long-one-7");
  await page.getByLabel("再输一次新密码").fill("another-long-one-8");
  await page.getByRole("button", { name: "修改密码" }).click();
  await expect(page.getByText("两次输入的新密码不一样。")).toBeVisible();
  await page.getByLabel("再输一次新密码").fill("another-long-one-7");
  await page.getByRole("button", { name: "修改密码" }).click();
  await expect(page.getByText("密码不正确。")).toBeVisible();
  await page.getByLabel("当前密码").fill(account.password);
  await page.getByRole("button", { name: "修改密码" }).click();
  await expect(page.getByText("密码已修改，其他设备需要重新登录").first()).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "账户", exact: true })).toBeVisible();
});

test("all that is held can be taken along", async ({ page, register, signIn }) => {
  await signIn(await register("takeaway"), "/account");
  const download = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载" }).click();
  expect((await download).suggestedFilename()).toMatch(/^account-\d+\.zip$/);
});

test("an account is deleted by its name and its password alone", async ({ page, register, signIn }) => {
  const account = await register("leaves");
  await signIn(account, "/account");
  await page.getByRole("button", { name: "注销账户" }).click();
  const dialog = page.getByRole("dialog", { name: "注销账户？" });
  await dialog.getByLabel("密码").fill("not-the-password");
  await expect(dialog.getByRole("button", { name: "永久删除" })).toBeDisabled();
  await dialog.getByLabel(/输入用户名/).fill("leaves");
  await dialog.getByRole("button", { name: "永久删除" }).click();
  await expect(dialog.getByText("密码不正确。")).toBeVisible();
  await dialog.getByLabel("密码").fill(account.password);
  await dialog.getByRole("button", { name: "永久删除" }).click();
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
});

test("signing out everywhere leads to the sign-in", async ({ page, register, signIn }) => {
  await signIn(await register("everywhere"), "/account");
  await page.getByRole("button", { name: "全部退出" }).click();
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
});

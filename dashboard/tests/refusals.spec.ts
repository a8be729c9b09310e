import type { Page } from "@playwright/test";

import { expect, test } from "./house";

const CHINESE = /\p{Script=Han}/u;

test("what the server refuses of a file of positions is told in English where the page is", async ({ page, register, signIn }) => {
  await inEnglish(page);
  await signIn(await register("refused-importer", "admin"), "/positions/import");
  await page.locator("input[type=file]").setInputFiles({ name: "jobs.json", mimeType: "application/json", buffer: Buffer.from('[{"title": "Cook",') });
  await expect(page.getByRole("alert")).toHaveText("The file is damaged.");
});

test("a source that others have taken back meanwhile is said to have no positions", async ({ page, server, register, signIn }) => {
  const admin = await register("refused-again", "admin");
  await inEnglish(page);
  await signIn(admin, "/positions/import");
  await page.locator("input[type=file]").setInputFiles({ name: "gone.csv", mimeType: "text/csv", buffer: Buffer.from("title,city\nCook,Suzhou\n") });
  await page.getByRole("button", { name: /^Import 1/ }).click();
  const takeBack = page.getByRole("button", { name: /gone/ });
  await expect(takeBack).toBeVisible();
  const other = await page.context().newPage();
  await other.goto(`${server.base}/app/positions/import`);
  for (const each of [other, page]) {
    await each.getByRole("button", { name: /gone/ }).click();
    await each.getByRole("dialog").getByRole("button").last().click();
    if (each === other) await expect(other.getByRole("dialog")).toHaveCount(0);
  }
  await expect(page.getByRole("dialog").getByRole("alert")).toHaveText("This source has no positions.");
});

test("a role that cannot be given, an account that cannot be deleted and a reading that cannot be confirmed are told in English too", async ({ page, server, register, signIn }) => {
  await register("refused-user");
  await inEnglish(page);
  await signIn(await register("refusing", "admin"), "/users?q=refused-user");
  await answerWith(page, "role", { data: null, errors: [{ message: "不能更改自己的角色", extensions: { code: "BAD_USER_INPUT", rule: "OWN_ROLE" } }] });
  await page.getByLabel("Role of refused-user").selectOption("ADMIN");
  await page.getByRole("dialog").getByRole("button", { name: "Change role" }).click();
  await expect(page.getByText("You cannot change your own role.").first()).toBeVisible();
  await answerWith(page, "user", { data: { deleteAccount: { __typename: "InvalidInputError", rule: "LAST_ADMIN", message: "不能删除唯一的管理员" } } });
  await page.getByRole("button", { name: "Delete the account of refused-user" }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Delete" }).click();
  await expect(page.getByText("The only administrator cannot be deleted.").first()).toBeVisible();

  await page.goto(`${server.base}/app/`);
  await page.locator("input[type=file]").setInputFiles({ name: "doubt.txt", mimeType: "text/plain", buffer: Buffer.from(UNCLEAR) });
  await expect(page.getByText("Done", { exact: true })).toBeVisible({ timeout: 30_000 });
  await page.goto(`${server.base}/app/review`);
  await answerWith(page, "fields", { data: { correctAnalysis: { __typename: "InvalidInputError", rule: "VALUE", message: "年龄的值无效" } } });
  await page.getByRole("button", { name: /is right/ }).first().click();
  await expect(page.getByText("A value cannot be one of its field.").first()).toBeVisible();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("A value cannot be one of its field.")).toHaveCount(2);
  expect(await page.getByRole("region", { name: "Notifications" }).innerText()).not.toMatch(CHINESE);
});

async function inEnglish(page: Page): Promise<void> {
  await page.addInitScript(() => localStorage.setItem("language", "en"));
}

/** Have the page be told this in answer to the mutation whose input has that part, which the server does not see. */
async function answerWith(page: Page, part: string, json: object): Promise<void> {
  await page.route("**/graphql", (route) => {
    const isAsked = new RegExp(`"input":\\{[^}]*"${part}":`).test(route.request().postData() ?? "");
    return isAsked ? route.fulfill({ json }) : route.fallback();
  });
}

// A person of 22 cannot have worked for 20 years.
const UNCLEAR = `李想
年龄：22岁
邮箱：lixiang@example.com
求职意向：会计
工作年限：20年
教育经历
2010.09-2014.06 浙江大学 会计学 本科
技能
Excel、总账、成本核算
`;

import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { expect, expectAccessible, test, uploadSample } from "./house";

const POSTINGS = "岗位名称,招聘单位,工作地点,月薪（K）,薪资结构\n数据分析师,甲公司,上海,15-25,底薪 8k-10k\n会计,乙公司,成都,8-12,底薪 5k\n,丙公司,北京,9-10,\n";
const table = (name: string, text: string) => ({ name, mimeType: "text/csv", buffer: Buffer.from(text) });

/** Wait until the pages' people can be ranked, and return their cards. */
async function candidates(page: Page) {
  const cards = page.getByRole("list").filter({ has: page.getByText("对比", { exact: true }) }).getByRole("listitem").filter({ has: page.getByRole("heading") });
  await expect(cards.first()).toBeVisible({ timeout: 30_000 });
  return cards;
}

test("an administrator finds a position by meaning, sees who fits and compares two of them", async ({ page, register, signIn }) => {
  await signIn(await register("seeker-a"));
  await uploadSample(page);
  await page.context().clearCookies();
  await signIn(await register("recruiter", "admin"));
  await uploadSample(page);
  await page.getByRole("link", { name: "职位", exact: true }).click();
  await page.getByLabel("搜索职位").fill("data analyst");
  await expect(page).toHaveURL(/q=data\+analyst/);
  const found = page.getByRole("link", { name: "数据分析师" }).first();
  await expect(found).toBeVisible();
  await expectAccessible(page);
  await found.click();
  await expect(page.getByRole("heading", { level: 1, name: "数据分析师" })).toBeVisible();
  const cards = await candidates(page);
  expect(await cards.count()).toBeGreaterThan(1);
  await expectAccessible(page);
  for (const card of (await cards.all()).slice(0, 2)) await card.getByRole("checkbox").check();
  await page.getByRole("button", { name: "并排对比" }).click();
  await expect(page.getByRole("table", { name: "候选人对比" }).getByRole("columnheader")).toHaveCount(2);
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole("table", { name: "候选人对比" }).getByRole("columnheader")).toHaveCount(2);
  await page.getByRole("button", { name: "回到列表" }).click();
  await page.getByText("筛选条件").click();
  await page.getByLabel("工作年限至少").fill("60");
  await page.getByRole("button", { name: "筛选", exact: true }).click();
  await expect(page.getByText("没有人满足全部条件")).toBeVisible();
});

test("a pasted description says what was read of it, and blind mode names nobody", async ({ page, register, signIn }) => {
  await signIn(await register("recruiter-b", "admin"));
  await uploadSample(page);
  const name = await page.evaluate(async () => document.body.innerText);
  expect(name).toContain("sample.pdf");
  await page.getByRole("link", { name: "找候选人" }).click();
  await page.getByRole("button", { name: "填入示例" }).click();
  await page.getByRole("button", { name: "找候选人" }).click();
  const read = page.getByRole("region", { name: "从描述中读到的要求" });
  await expect(read).toContainText("数据分析师", { timeout: 30_000 });
  await expect(read).toContainText("上海");
  await expect(read).toContainText("3 年以上");
  await expect(read).toContainText("Tableau");
  const cards = await candidates(page);
  const who = await cards.first().getByRole("heading").innerText();
  await expectAccessible(page);
  await page.getByRole("switch", { name: "隐名模式" }).click();
  await expect(cards.first().getByRole("heading")).toHaveText("候选人 1");
  const main = page.getByRole("main");
  await expect(main).not.toContainText(who);
  await expect(main).not.toContainText("sample.pdf");
  await expect(main).not.toContainText(" 岁");
  await expectAccessible(page);
});

test("while the server reads all resumes in, the page waits for it by itself", async ({ page, register, signIn }) => {
  let refusals = 0;
  await page.route("**/graphql", async (route) => {
    const isAsked = JSON.stringify(route.request().postDataJSON()).includes('"for":');
    if (!isAsked || refusals > 0) return await route.continue();
    refusals += 1;
    const error = { message: "正在载入简历，请稍后再试", path: ["candidates"], extensions: { code: "UNAVAILABLE", retryAfterSeconds: 5 } };
    await route.fulfill({ json: { data: { candidates: null }, errors: [error] } });
  });
  await signIn(await register("recruiter-d", "admin"), "/candidates");
  await page.getByRole("button", { name: "填入示例" }).click();
  await page.getByRole("button", { name: "找候选人" }).click();
  await expect(page.getByText("正在把全部简历读入内存")).toBeVisible();
  await expect(page.getByRole("region", { name: "从描述中读到的要求" })).toBeVisible({ timeout: 30_000 });
  expect(refusals).toBe(1);
});

test("more positions are loaded on demand, and a reload shows as many", async ({ page, register, signIn }) => {
  await signIn(await register("reader"), "/positions");
  const rows = page.getByRole("table", { name: "职位" }).getByRole("link");
  await expect(rows).toHaveCount(50);
  await page.getByRole("button", { name: "载入更多" }).click();
  await expect(rows).toHaveCount(100);
  await expect(page.getByRole("button", { name: "载入更多" })).toBeFocused();
  await page.reload();
  await expect(rows).toHaveCount(100);
  await page.getByLabel("来源", { exact: true }).selectOption("bundled");
  await expect(rows).toHaveCount(50);
});

test("where the sources of positions cannot be told, that is said and asked again", async ({ page, register, signIn }) => {
  await page.route("**/graphql", async (route) => {
    const answer = await route.fetch();
    const told = await answer.text();
    if (!told.includes('"positionSources"')) return route.fulfill({ response: answer });
    return route.fulfill({ json: { data: { positionSources: null }, errors: [{ message: "no", extensions: { code: "INTERNAL" } }] } });
  });
  await signIn(await register("sources", "admin"), "/positions");
  await expect(page.getByRole("alert")).toBeVisible();
  await page.goto(page.url().replace(/positions$/, "positions/import"));
  await expect(page.getByRole("alert")).toBeVisible();
  await page.unroute("**/graphql");
  await page.getByRole("alert").getByRole("button", { name: "重试" }).click();
  await expect(page.getByRole("link", { name: "内置" })).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a position is chosen by searching for it", async ({ page, register, signIn }) => {
  await signIn(await register("recruiter-c", "admin"), "/candidates");
  await page.getByRole("combobox", { name: "或选择一个职位" }).fill("looks after children");
  const option = page.locator("[role=option]").first();
  await expect(option).toBeVisible();
  await expectAccessible(page);
  const input = page.getByRole("combobox", { name: "或选择一个职位" });
  await page.keyboard.press("Escape");
  await expect(option).toHaveCount(0);
  await input.fill("looks after");
  await expect(option).toBeVisible();
  await page.getByRole("heading", { level: 1 }).click();
  await expect(option).toHaveCount(0);
  await input.fill("looks after children");
  await expect(option).toBeVisible();
  await page.keyboard.press("ArrowDown");
  await expect(page.locator("[role=option][data-highlighted]")).toHaveCount(1);
  await option.click();
  await expect(page).toHaveURL(/position=/);
  await expect(page.getByRole("link", { name: "查看这个职位" })).toBeVisible();
  await expectAccessible(page);
});

test("postings are previewed, their columns mapped, imported, and taken back", async ({ page, register, signIn }) => {
  await signIn(await register("importer", "admin"), "/positions/import");
  await page.locator("input[type=file]").setInputFiles(table("招聘.csv", POSTINGS));
  await expect(page.getByLabel("来源名称")).toHaveValue("招聘");
  await expect(page.getByRole("button", { name: "导入 2 个职位" })).toBeEnabled();
  await expect(page.getByText("像是薪资，要导入吗？")).toBeVisible();
  await expect(page.getByRole("row", { name: /数据分析师/ })).toContainText("15-25K/月");
  await expect(page.getByText("没有职位名称")).toBeVisible();
  await expectAccessible(page);
  await page.getByLabel("“招聘单位”列当作").selectOption("-");
  await expect(page.getByRole("row", { name: /数据分析师/ })).not.toContainText("甲公司");
  await page.getByRole("button", { name: "导入 2 个职位" }).click();
  await expect(page.getByRole("heading", { name: /已导入到“招聘”/ })).toBeVisible();
  await expectAccessible(page);
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载 CSV" }).click();
  expect(readFileSync(await (await saving).path(), "utf8")).toContain("4,NO_TITLE,没有职位名称");
  await page.getByRole("button", { name: "撤回导入：招聘" }).click();
  const dialog = page.getByRole("dialog");
  await expect(dialog).toContainText("2 个职位");
  await dialog.getByRole("button", { name: "撤回导入" }).click();
  await expect(page.getByText("已删除 2 个职位")).toBeVisible();
  await expect(page.getByRole("button", { name: "撤回导入：招聘" })).toHaveCount(0);
});

test("a long file is sent once, looked at from its beginning, and counted when somebody wants that", async ({ page, register, signIn }) => {
  await signIn(await register("importer-c", "admin"), "/positions/import");
  let sentCount = 0;
  page.on("request", (request) => {
    if (request.headers()["content-type"]?.startsWith("multipart/")) sentCount += 1;
  });
  const rows = Array.from({ length: 3000 }, (_, at) => (at < 2000 || at % 5 ? `会计${at},甲公司` : ",乙公司"));
  await page.locator("input[type=file]").setInputFiles(table("long.csv", `职位名称,招聘单位\n${rows.join("\n")}\n`));
  await expect(page.getByText("以下是前 500 行的预览，还没有写入任何内容。")).toBeVisible();
  await expect(page.getByLabel("将会")).toContainText("已读行数500新增500");
  await page.getByLabel("“招聘单位”列当作").selectOption("-");
  await expect(page.getByRole("row", { name: /会计0/ })).not.toContainText("甲公司");
  await expectAccessible(page);
  await page.getByRole("button", { name: "统计全部行" }).click();
  await expect(page.getByRole("button", { name: "导入 2,800 个职位" })).toBeEnabled();
  await expect(page.getByText("这里列出前 100 行。")).toBeVisible();
  await page.getByLabel("“招聘单位”列当作").selectOption("");
  await page.getByRole("button", { name: "导入全部行" }).click();
  await expect(page.getByRole("heading", { name: /已导入到“long”/ })).toBeVisible();
  const saving = page.waitForEvent("download");
  await page.getByRole("button", { name: "下载 CSV" }).click();
  const rejected = readFileSync(await (await saving).path(), "utf8").trimEnd().split("\r\n");
  expect([rejected.length, rejected.at(-1)]).toEqual([201, "2997,NO_TITLE,没有职位名称"]);
  expect(sentCount).toBe(1);
});

test("a file whose titles nobody knows shows its columns to choose from", async ({ page, register, signIn }) => {
  await signIn(await register("importer-b", "admin"), "/positions/import");
  await page.locator("input[type=file]").setInputFiles(table("stellen.csv", "Bezeichnung,Ort\nBuchhalter,Wien\n"));
  await expect(page.getByRole("alert")).toContainText("没有认出哪一列是职位名称");
  await page.getByLabel("“Bezeichnung”列当作").selectOption("title");
  await expect(page.getByRole("row", { name: /Buchhalter/ })).toBeVisible();
  await expect(page.getByRole("button", { name: "导入 1 个职位" })).toBeEnabled();
});

test("job seekers see positions, but neither candidates nor the import", async ({ page, register, signIn }) => {
  await signIn(await register("looking"), "/positions");
  await expect(page.getByRole("table", { name: "职位" }).getByRole("link").first()).toBeVisible();
  await expect(page.getByRole("link", { name: "导入职位" })).toHaveCount(0);
  await page.getByRole("table", { name: "职位" }).getByRole("link").first().click();
  await expect(page.getByRole("region", { name: "职位信息" })).toBeVisible();
  await expect(page.getByRole("heading", { name: "适合的候选人" })).toHaveCount(0);
  for (const path of ["candidates", "positions/import"]) {
    await page.goto(new URL(path, page.url().replace(/\/app\/.*/, "/app/")).href);
    await expect(page.getByRole("heading", { name: "此页仅供管理员使用" })).toBeVisible();
    await expectAccessible(page);
  }
});

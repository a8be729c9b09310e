import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { expect, expectAccessible, testWithDemo } from "./demo";

const test = testWithDemo(4, 50);

const row = (page: Page, at: number) => page.locator(`tr[data-row='${at}']`);

test("a job seeker who knows the paths of administrators is told that they are not theirs", async ({ page, server, register, signIn }) => {
  await signIn(await register("curious"));
  for (const path of ["overview", "all-resumes", "review", "candidates", "positions/import", "users", "failures", "audit"]) {
    await page.goto(`${server.base}/app/${path}`);
    await expect(page.getByRole("heading", { level: 1 })).toHaveText("此页仅供管理员使用");
  }
  await expectAccessible(page);
});

test("filters tell how many there are, and the address shows the same again", async ({ page, register, signIn }) => {
  await signIn(await register("finder", "admin"), "/all-resumes");
  const skill = page.getByRole("button", { name: /^Excel/ });
  const count = /\d+/.exec(await skill.innerText())?.[0];
  await skill.click();
  await expect(page.getByText(new RegExp(`共 ${count} 份`))).toBeVisible();
  await page.getByLabel("排序").selectOption("ID_ASC");
  await expect(page).toHaveURL(/skill=Excel&sort=ID_ASC/);
  const address = page.url();
  await page.reload();
  expect(page.url()).toBe(address);
  await expect(page.getByText(new RegExp(`共 ${count} 份`))).toBeVisible();
  await expect(page.getByLabel("排序")).toHaveValue("ID_ASC");
  await page.getByRole("button", { name: "取消筛选：Excel" }).click();
  await expect(page.getByText(/共 \d+ 份，已载入 100 份/)).toBeVisible();
});

test("filters that nobody sees are not counted", async ({ page, register, signIn }) => {
  const asked: string[][] = [];
  page.on("request", (request) => {
    const kinds = (request.postDataJSON() as { variables?: { kinds?: string[] } } | null)?.variables?.kinds;
    if (kinds) asked.push(kinds);
  });
  await page.setViewportSize({ width: 390, height: 844 });
  await signIn(await register("phone", "admin"), "/all-resumes");
  await expect(page.getByText(/共 \d+ 份，已载入 100 份/)).toBeVisible();
  expect(asked).toEqual([]);
  await page.getByRole("button", { name: "筛选" }).click();
  await expect(page.getByRole("button", { name: /^Excel/ })).toBeVisible();
  await expectAccessible(page);
  expect(asked.flat().sort()).toEqual(["CITY", "DEGREE", "SKILL", "STATE"]);
  await page.getByText("工作年限", { exact: true }).last().click();
  await expect.poll(() => asked.flat()).toContain("YEARS");
});

test("an export has the columns that are shown, of those who are selected", async ({ page, register, signIn }) => {
  await signIn(await register("exporter", "admin"), "/all-resumes?sort=ID_ASC");
  await page.getByRole("button", { name: "列", exact: true }).click();
  for (const column of ["姓名", "技能", "最匹配的职位", "状态", "上传时间", "期望薪资", "工作年限"]) await page.getByLabel(column, { exact: true }).uncheck();
  await page.getByLabel("编号", { exact: true }).check();
  await page.keyboard.press("Escape");
  await row(page, 0).focus();
  await page.keyboard.press("Space");
  await page.keyboard.press("Shift+ArrowDown");
  await expect(page.getByText("已选 2 份")).toBeVisible();
  await page.getByRole("button", { name: "导出" }).click();
  await expectAccessible(page);
  const [file] = await Promise.all([page.waitForEvent("download"), page.getByRole("button", { name: "CSV" }).click()]);
  const [head, ...lines] = readFileSync(await file.path(), "utf8").split("\r\n").filter(Boolean);
  expect(head).toBe("\uFEFFfile_name,city,highest_degree,id");
  expect(lines.map((line) => line.split(",").at(-1))).toEqual(["1", "2"]);
});

test("rows that do not come are asked for once, and again where somebody wants it, after those that are there", async ({ page, register, signIn, expected }) => {
  expected.push(/net::ERR_FAILED/);
  await signIn(await register("patient", "admin"), "/all-resumes?sort=ID_ASC");
  await expect(page.getByText(/共 \d+ 份，已载入 100 份/)).toBeVisible();
  let askedCount = 0;
  const isLater = (body: string | null) => body?.includes('"after"') ?? false;
  await page.route("**/graphql", (route) => {
    if (!isLater(route.request().postData())) return route.fallback();
    askedCount += 1;
    return route.abort();
  });
  await row(page, 0).focus();
  await page.keyboard.press("End");
  await expect(page.getByRole("alert")).toBeVisible();
  await page.keyboard.press("Home");
  await expect(row(page, 0)).toBeFocused();
  await page.keyboard.press("End");
  await expect(row(page, 99)).toBeFocused();
  expect(askedCount).toBe(1);
  await page.unroute("**/graphql");
  await page.getByRole("button", { name: "重试" }).click();
  await expect(page.getByText(/已载入 (1[0-9][1-9]|1[1-9]\d|200) 份/)).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("earlier rows that could not be loaded are asked for once, and come when somebody wants them", async ({ page, register, signIn, expected }) => {
  expected.push(/net::ERR_/);
  await signIn(await register("upwards", "admin"), "/all-resumes?sort=ID_ASC&columns=ID,FILE_NAME");
  await expect(page.getByText(/已载入 100 份/)).toBeVisible();
  let askedCount = 0;
  await page.route("**/graphql", (route) => {
    const { variables } = JSON.parse(route.request().postData() ?? "{}") as { variables?: { before?: string } };
    if (!variables?.before) return route.fallback();
    askedCount += 1;
    return route.abort();
  });
  await page.getByRole("button", { name: "到末尾" }).click();
  await expect(page.locator("tr[data-row]").last()).toBeInViewport();
  await page.getByRole("table", { name: "全部简历" }).hover();
  await expect(async () => {
    await page.mouse.wheel(0, -600);
    await expect(page.getByRole("alert")).toBeVisible({ timeout: 100 });
  }).toPass({ intervals: [60], timeout: 15_000 });
  await page.mouse.wheel(0, -600);
  expect(askedCount).toBe(1);
  await page.unroute("**/graphql");
  await page.getByRole("button", { name: "重试" }).click();
  await expect(page.getByText(/已载入 200 份/)).toBeVisible();
  await expect(page.getByRole("alert")).toHaveCount(0);
});

test("a list is read from either end, and a reload or a way back leads to where one was", async ({ page, register, signIn }) => {
  await signIn(await register("jumper", "admin"), "/all-resumes?sort=ID_ASC&columns=ID,FILE_NAME");
  await expect(page.getByText(/已载入 100 份/)).toBeVisible();
  const total = Number(/共 (\d+) 份/.exec(await page.getByText(/共 \d+ 份/).innerText())?.[1]);
  const withNumber = (id: number) => page.locator("tr[data-row]").filter({ has: page.getByRole("cell", { name: String(id), exact: true }) });

  await page.getByRole("button", { name: "到末尾" }).click();
  await expect(withNumber(total)).toBeInViewport();
  await expect(withNumber(total)).toHaveAttribute("aria-rowindex", String(total + 1));
  await expectAccessible(page);

  // Upwards, a page is loaded above, and nothing jumps.
  const table = page.getByRole("table", { name: "全部简历" });
  await table.hover();
  await expect(async () => {
    await page.mouse.wheel(0, -600);
    await expect(withNumber(total - 150)).toBeInViewport({ timeout: 100 });
  }).toPass({ intervals: [60], timeout: 15_000 });
  await expect(page.getByText(/已载入 200 份/)).toBeVisible();
  const noted = () =>
    page.evaluate(() => {
      const place = (history.state as { tablePlace?: { start: string | object; at: number } } | null)?.tablePlace;
      return place && typeof place.start === "object" ? place.at : Infinity;
    });
  await expect.poll(noted).toBeLessThan(total - 150);
  const middle = await withNumber(total - 150).getAttribute("aria-rowindex");
  expect(middle).toBe(String(total - 149));

  await page.reload();
  await expect(withNumber(total - 150)).toBeInViewport();
  await withNumber(total - 150).getByRole("link").click();
  await expect(page).toHaveURL(/\/resumes\//);
  await page.goBack();
  await expect(withNumber(total - 150)).toBeInViewport();

  await page.getByRole("button", { name: "到开头" }).click();
  await expect(withNumber(1)).toBeInViewport();
  await withNumber(1).focus();
  await page.keyboard.press("Control+End");
  await expect(withNumber(total)).toBeFocused();
  await page.keyboard.press("Control+Home");
  await expect(withNumber(1)).toBeFocused();
});

test("a view is kept under a name, and its deletion can be undone", async ({ page, register, signIn }) => {
  await signIn(await register("keeper", "admin"), "/all-resumes?skill=Excel&sort=ID_ASC");
  await page.getByRole("button", { name: "已存视图" }).click();
  await page.getByLabel("为当前视图起名").fill("会用 Excel");
  await page.getByRole("button", { name: "保存" }).click();
  await page.getByRole("button", { name: "清除全部筛选" }).click();
  await page.getByRole("button", { name: "已存视图" }).click();
  await page.getByRole("button", { name: "会用 Excel", exact: true }).click();
  await expect(page).toHaveURL(/skill=Excel&sort=ID_ASC/);
  await page.getByRole("button", { name: "已存视图" }).click();
  await page.getByRole("button", { name: "删除视图“会用 Excel”" }).click();
  await expect(page.getByText("还没有保存过视图")).toBeVisible();
  await page.getByRole("button", { name: "撤销" }).click();
  await page.getByRole("button", { name: "已存视图" }).click();
  await expect(page.getByRole("button", { name: "会用 Excel", exact: true })).toBeVisible();
});

test("deleting several asks first, says how many, and leaves the others", async ({ page, register, signIn }) => {
  await signIn(await register("tidier", "admin"), "/all-resumes?sort=ID_DESC");
  const total = page.getByText(/共 \d+ 份/);
  const before = Number(/\d+/.exec(await total.innerText())?.[0]);
  for (const at of [0, 1, 2]) await row(page, at).getByRole("checkbox").check();
  await page.getByRole("button", { name: "删除", exact: true }).click();
  const dialog = page.getByRole("dialog", { name: "删除 3 份简历？" });
  await expect(dialog).toBeVisible();
  await expectAccessible(page);
  await dialog.getByRole("button", { name: "删除" }).click();
  await expect(page.getByText("已删除 3 份")).toBeVisible();
  await expect(total).toHaveText(new RegExp(`共 ${before - 3} 份`));
});

test("uncertain readings come one after the other, and whose doubts were confirmed does not come first again", async ({ page, server, register, signIn }) => {
  const owner = await register("doubtful");
  await upload(server.base, owner, "unclear.txt", UNCLEAR);
  await upload(server.base, owner, "unclear-too.txt", UNCLEAR.replace("李想", "李响"));
  await signIn(await register("reviewer", "admin"), "/review");
  const heading = page.getByRole("heading", { level: 2 }).first();
  await expect(page.getByText("第 1 份，后面还有 1 份")).toBeVisible();
  await expectAccessible(page);
  const first = await heading.innerText();
  await page.keyboard.press("Control+Enter");
  await expect(page.getByText("第 2 份，后面还有 0 份")).toBeVisible();
  await expect(heading).not.toHaveText(first);
  await expect(heading).toBeFocused();
  await page.keyboard.press("Control+ArrowRight");
  await expect(page.getByText("全部看完了")).toBeVisible();
  await page.getByRole("button", { name: "从头再看" }).click();
  await expect(page.getByText(/第 1 份/)).toBeVisible();
  await expect(heading).not.toHaveText(first);
});

test("what could not be read says why, and can be analysed again", async ({ page, server, register, signIn }) => {
  await upload(server.base, await register("mistaken"), "invoice.txt", "发票\n购买方：某公司\n金额：100元\n税率：13%\n".repeat(5));
  await signIn(await register("rescuer", "admin"), "/failures");
  await expect(row(page, 0)).toContainText("invoice.txt");
  await expect(row(page, 0)).toContainText("这个文件不像一份简历");
  await expectAccessible(page);
  await row(page, 0).getByRole("checkbox").check();
  await page.getByRole("button", { name: "重新分析" }).click();
  await page.getByRole("dialog", { name: "重新分析 1 份简历？" }).getByRole("button", { name: "重新分析" }).click();
  await expect(page.getByText("全部分析完毕")).toBeVisible({ timeout: 30_000 });
  await expect(row(page, 0)).toContainText("invoice.txt");
});

test("a role is changed and an account deleted only after being asked", async ({ page, register, signIn }) => {
  await register("promoted");
  await signIn(await register("personnel", "admin"), "/users?q=promoted");
  const role = page.getByLabel("promoted 的角色");
  await role.selectOption("ADMIN");
  await page.getByRole("dialog").getByRole("button", { name: "取消" }).click();
  await expect(role).toHaveValue("JOB_SEEKER");
  await role.selectOption("ADMIN");
  await page.getByRole("dialog").getByRole("button", { name: "更改角色" }).click();
  await expect(page.getByText("promoted 现在是管理员")).toBeVisible();
  await expect(role).toHaveValue("ADMIN");
  await page.getByRole("button", { name: "删除账户 promoted" }).click();
  await expectAccessible(page);
  await page.getByRole("dialog").getByRole("button", { name: "删除" }).click();
  await expect(page.getByText("没有符合条件的用户")).toBeVisible();
});

test("charts have their figures as tables, which lead to the resumes that were counted", async ({ page, register, signIn }) => {
  await signIn(await register("analyst", "admin"), "/overview");
  const skills = page.getByRole("region", { name: "热门技能" }).first();
  await skills.getByText("查看数据表").click();
  const line = skills.getByRole("row").nth(1);
  const count = await line.getByRole("cell").innerText();
  await line.getByRole("link").click();
  await expect(page).toHaveURL(/all-resumes\?skill=/);
  await expect(page.getByText(new RegExp(`共 ${count} 份`))).toBeVisible();
});

test("what was done is found by its action", async ({ page, register, signIn }) => {
  await register("noted");
  await signIn(await register("auditor", "admin"), "/audit");
  await page.getByLabel("操作").selectOption("REGISTERED");
  await expect(page).toHaveURL(/action=REGISTERED/);
  await expect(row(page, 0)).toContainText("注册");
  await expect(row(page, 0).getByRole("button", { name: "noted" }).first()).toBeVisible();
  await expect(page.locator("tr[data-row]", { hasText: "登录" })).toHaveCount(0);
});

test("a blind administrator's table says what it leaves out", async ({ page, register, signIn }) => {
  await signIn(await register("impartial", "admin"), "/all-resumes?sort=ID_ASC");
  await expect(page.getByRole("columnheader", { name: "姓名" })).toBeVisible();
  await page.getByLabel("隐名模式").click();
  await expect(page.getByText("隐名模式：不显示 文件名、姓名")).toBeVisible();
  await expect(page.getByRole("columnheader", { name: "姓名" })).toHaveCount(0);
  await expect(row(page, 0).getByRole("link")).toHaveText("1");
  await expectAccessible(page);
});

// A person of 22 cannot have worked for 20 years.
const UNCLEAR = `李想
年龄：22岁
电话：13912345678
邮箱：lixiang@example.com
求职意向：会计
工作年限：20年
教育经历
2010.09-2014.06 浙江大学 会计学 本科
工作经历
2014.07-2020.06 瑞丰贸易有限公司 会计
技能
Excel、总账、成本核算
`;

async function upload(base: string, { username, password }: { username: string; password: string }, name: string, text: string): Promise<void> {
  const headers = { "content-type": "application/json" };
  const login = await fetch(`${base}/api/login`, { method: "POST", headers, body: JSON.stringify({ username, password }) });
  const { access_token: token } = (await login.json()) as { access_token: string };
  const form = new FormData();
  form.append("file", new File([text], name, { type: "text/plain" }));
  const authorization = { authorization: `Bearer ${token}` };
  const answer = await fetch(`${base}/api/resumes/upload`, { method: "POST", headers: authorization, body: form });
  const { resume_id: id } = (await answer.json()) as { resume_id: number };
  // It waits for the analysis.
  expect((await fetch(`${base}/api/resumes/${id}/matches`, { headers: authorization })).status).toBe(200);
}

import { expect, expectAccessible, test } from "./house";

test("a new user registers, tries the sample and sees the best position", async ({ page, server }) => {
  await page.goto(`${server.base}/`);
  await expect(page).toHaveURL(/\/app\/$/);
  await expectAccessible(page);
  await page.getByRole("link", { name: "还没有账户？注册" }).click();
  await page.getByLabel("用户名").fill("newcomer");
  await page.getByLabel("密码").fill("a-long-password-9");
  await page.getByRole("button", { name: "注册并登录" }).click();
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  await page.getByRole("button", { name: "用示例简历试一试" }).click();
  await expect(page.getByText("分析完成")).toBeVisible({ timeout: 30_000 });
  await expect(page.getByText("数据分析师").first()).toBeVisible();
  await expectAccessible(page);
});

test("a wrong password is told, and the session outlives a reload until one signs out", async ({ page, server, register, expected }) => {
  expected.push(/status of 401/);
  const anna = await register("anna");
  await page.goto(`${server.base}/app/`);
  await page.getByLabel("用户名").fill(anna.username);
  await page.getByLabel("密码").fill("not-the-password-1");
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("alert")).toHaveText("用户名或密码不正确。");
  await page.getByLabel("密码").fill(anna.password);
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  expect(await page.evaluate(() => document.cookie)).toBe("");
  await page.reload();
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  const copied = await page.context().cookies(`${server.base}/graphql`);
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
  await expect.poll(() => page.context().cookies(`${server.base}/graphql`)).toEqual([]);
  await page.context().addCookies(copied);
  await page.reload();
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
});

test("the page speaks English and is dark where one chooses so, after a reload too", async ({ page, server }) => {
  await page.goto(`${server.base}/app/`);
  await page.getByLabel("语言").selectOption("en");
  await page.getByLabel("Appearance").selectOption("dark");
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expectAccessible(page);
  await page.reload();
  await expect(page.getByRole("button", { name: "Sign in" })).toBeVisible();
  await expect(page.locator("html")).toHaveAttribute("data-theme", "dark");
});

test("who signs out in one tab is signed out in the others, and another's data are not shown there", async ({ page, context, server, register, signIn }) => {
  const anna = await register("tabs-anna");
  const bert = await register("tabs-bert");
  await signIn(anna);
  await expect(page.getByRole("link", { name: /tabs-anna/ })).toBeVisible();
  const other = await context.newPage();
  await other.goto(`${server.base}/app/`);
  await other.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
  await other.getByLabel("用户名").fill(bert.username);
  await other.getByLabel("密码").fill(bert.password);
  await other.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("link", { name: /tabs-bert/ })).toBeVisible();
  await expect(page.getByText("tabs-anna")).toHaveCount(0);
});

test("what the server refuses of a new account is told in the page's language, and passwords may be as short as it allows", async ({ page, server, register, expected }) => {
  expected.push(/status of 40[03]/);
  await register("the-admin", "admin");
  await page.goto(`${server.base}/app/register`);
  await page.getByLabel("语言").selectOption("en");
  await expect(page.getByText("At least 6 characters.")).toBeVisible();
  await page.getByLabel("Username").fill("un\u200bseen");
  await page.getByLabel("Password").fill("a-long-password-9");
  await page.getByRole("button", { name: "Register and sign in" }).click();
  await expect(page.getByRole("alert")).toHaveText("The username holds characters that cannot be seen or are not allowed.");
  await page.getByLabel("Username").fill("second-admin");
  await page.getByLabel("Register as an administrator").check();
  await page.getByRole("button", { name: "Register and sign in" }).click();
  await expect(page.getByRole("alert")).toContainText("You cannot register as an administrator");
  await page.getByLabel("Register as an administrator").uncheck();
  await page.getByLabel("Password").fill("q7vz2k");
  await page.getByRole("button", { name: "Register and sign in" }).click();
  await expect(page.getByRole("heading", { name: "My resumes" })).toBeVisible();
});

test("who has registered and cannot be signed in at once is told so, and signs in with what was typed", async ({ page, server, expected }) => {
  expected.push(/status of 429/);
  const limited = { status: 429, json: { error: "请求过于频繁，请在60秒后重试" } };
  await page.route("**/app/session", (route) => route.fulfill(limited));
  await page.goto(`${server.base}/app/register`);
  await page.getByLabel("用户名").fill("hurried");
  await page.getByLabel("密码").fill("a-long-password-9");
  await page.getByRole("button", { name: "注册并登录" }).click();
  await expect(page.getByRole("alert")).toHaveText("账户“hurried”已经注册好，只是还没能登录。 尝试次数太多，请几分钟后再试。");
  await expect(page).toHaveURL(/\/app\/login$/);
  await expectAccessible(page);
  await page.unroute("**/app/session");
  await page.getByRole("button", { name: "登录" }).click();
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
});

test("a page that does not reach the server says so, and goes on once it does", async ({ page, server, expected }) => {
  expected.push(/net::ERR_FAILED/);
  await page.route("**/graphql", (route) => route.abort());
  await page.goto(`${server.base}/app/`);
  await expect(page.getByRole("alert")).toContainText("暂时连不上服务器");
  await expectAccessible(page);
  await page.unroute("**/graphql");
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
});

test("who signs out while the server does not answer is told to be still signed in, until the server says otherwise", async ({ page, register, signIn, expected }) => {
  expected.push(/net::ERR_/, /status of 503/);
  await signIn(await register("unheard"));
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  await page.route("**/graphql", (route) => route.abort());
  await page.getByRole("button", { name: "退出登录" }).click();
  const told = page.getByRole("dialog", { name: "你仍处于登录状态" });
  await expect(told).toBeVisible();
  await expectAccessible(page);
  await page.unroute("**/graphql");
  await page.route("**/graphql", (route) => route.fulfill({ status: 503, headers: { "retry-after": "1" }, json: { errors: [{ message: "x", extensions: { code: "UNAVAILABLE" } }] } }));
  await told.getByRole("button", { name: "重试" }).click();
  await expect(told).toBeVisible();
  await told.getByRole("button", { name: "保持登录" }).click();
  await page.unroute("**/graphql");
  await page.reload();
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  await page.getByRole("button", { name: "退出登录" }).click();
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
  await page.reload();
  await expect(page.getByRole("heading", { name: "登录" })).toBeVisible();
});

test("whose session has ended can sign out instead of going on", async ({ page, register, signIn, expected }) => {
  expected.push(/status of 401/);
  await signIn(await register("gone", "admin"));
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  await page.context().clearCookies();
  await page.getByRole("link", { name: "用户" }).click();
  await page.getByRole("dialog", { name: "请重新登录" }).getByRole("button", { name: "退出" }).click();
  await expect(page.getByRole("heading", { name: "登录", exact: true })).toBeVisible();
});

import { expect, expectAccessible, testWithDemo } from "./demo";

const test = testWithDemo(1000, 100);

test("a hundred thousand resumes are one table: scrolled by wheel and keys, searched, narrowed and sorted", async ({ page, register, signIn }) => {
  test.setTimeout(180_000);
  await signIn(await register("large-admin", "admin"), "/all-resumes");
  await expect(page.getByText("共 100,000 份，已载入 100 份")).toBeVisible();
  await expectAccessible(page);

  const table = page.getByRole("table", { name: "全部简历" });
  await expect(table).toHaveAttribute("aria-rowcount", "100001");
  await page.evaluate(() => {
    const frames: number[] = [];
    let last = performance.now();
    const next = (now: number) => {
      frames.push(now - last);
      last = now;
      requestAnimationFrame(next);
    };
    requestAnimationFrame(next);
    Object.assign(window, { frames });
  });
  await table.hover();
  const lastInSight = page.locator("tr[data-row]").last();
  await expect(async () => {
    await page.mouse.wheel(0, 4000);
    expect(Number(await lastInSight.getAttribute("data-row"))).toBeGreaterThan(2000);
  }).toPass({ intervals: [20], timeout: 60_000 });
  expect(await page.locator("tr[data-row]").count(), "only what is in sight is on the page").toBeLessThan(100);
  const frames = await page.evaluate(() => (window as unknown as { frames: number[] }).frames.sort((one, other) => one - other));
  const at = (part: number) => Math.round(frames[Math.floor(frames.length * part)] ?? 0);
  console.log(`scrolling past 2,000 rows: ${frames.length} frames, median ${at(0.5)} ms, 95th percentile ${at(0.95)} ms`);

  await page.locator("tr[data-row][tabindex='0']").focus();
  await page.keyboard.press("Home");
  await expect(page.locator("tr[data-row='0']")).toBeFocused();
  await page.keyboard.press("End");
  await expect(page.locator("tr[data-row]:focus")).toBeVisible();

  await page.getByRole("button", { name: "到末尾" }).click();
  await expect(page.locator("tr[data-row]").last()).toHaveAttribute("aria-rowindex", "100001");
  await page.getByRole("button", { name: "到开头" }).click();
  await expect(page.locator("tr[data-row='0']")).toHaveAttribute("aria-rowindex", "2");

  await page.getByRole("searchbox").fill("成本核算");
  await expect(page.locator("mark").first()).toHaveText("成本核算");
  await expect(page).toHaveURL(/q=/);
  await page.getByRole("button", { name: /^成都/ }).first().click();
  await expect(page).toHaveURL(/city=/);
  await page.getByRole("button", { name: "清除全部筛选" }).click();
  await page.getByRole("button", { name: "上传时间" }).click();
  await expect(page).toHaveURL(/sort=UPLOAD_TIME_ASC/);
  await expect(page.getByText("共 100,000 份，已载入 100 份")).toBeVisible();
});

test("a list of all of them is one file with the columns that are shown", async ({ page, register, signIn }) => {
  test.setTimeout(180_000);
  await signIn(await register("large-exporter", "admin"), "/all-resumes?columns=ID,NAME,SKILLS");
  await expect(page.getByText(/共 100,000 份/)).toBeVisible();
  await page.getByRole("button", { name: "导出" }).click();
  const [file] = await Promise.all([page.waitForEvent("download", { timeout: 120_000 }), page.getByRole("button", { name: "CSV" }).click()]);
  const stream = await file.createReadStream();
  let lines = 0;
  let head = "";
  for await (const part of stream) {
    if (head === "") head = String(part).split("\r\n")[0] ?? "";
    for (const byte of part as Buffer) if (byte === 10) lines += 1;
  }
  expect(head).toBe("\uFEFFid,name,skills");
  expect(lines).toBe(100_001);
});

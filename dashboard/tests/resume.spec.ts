import { readFileSync } from "node:fs";

import type { Page } from "@playwright/test";

import { expect, expectAccessible, SAMPLE, test, uploadSample } from "./house";

test("marks lie over the words that were read, on the pixels of the page", async ({ page, register, signIn }) => {
  await signIn(await register("marks"));
  await page.goto(new URL(await uploadSample(page), page.url()).href);
  await expect(page.locator("figure [data-mark]").first()).toBeVisible();
  const marks = await inkOfMarks(page);
  expect(marks.length).toBeGreaterThan(20);
  expect(marks.filter(isBesideItsWords)).toEqual([]);
  expect(marks.map(({ label }) => label)).toEqual(expect.arrayContaining(["姓名：林知夏", "电话：13800001234", "技能：Python", "学校：苏州大学"]));
});

test("a stay at a school or an employer is marked on all its lines, from end to end", async ({ page, register, signIn }) => {
  await signIn(await register("stays"));
  await page.goto(new URL(await uploadSample(page), page.url()).href);
  const jobs = page.locator('figure [data-mark^="EXPERIENCE:"]');
  await expect(jobs.first()).toBeVisible();
  const marks = (await inkOfMarks(page)).filter(isEntry);
  expect(marks.length).toBeGreaterThan(2);
  expect(marks.filter(({ start, end, isCut }) => !start || !end || isCut)).toEqual([]);
  // A job's head stands above what was done there.
  const [head] = await page.locator('figure [data-mark^="COMPANIES:"]').all();
  expect((await jobs.first().boundingBox())?.height).toBeGreaterThan(2 * ((await head?.boundingBox())?.height ?? Infinity));
  await page.locator('[data-value="EXPERIENCE:0"]').hover();
  await expect(jobs.first()).toHaveClass(/is-looked-at/);
});

test("a field and its mark show each other, by mouse and by keys", async ({ page, register, signIn }) => {
  await signIn(await register("both"));
  await page.goto(new URL(await uploadSample(page), page.url()).href);
  const mark = page.locator('[data-mark="CITY:"]');
  const value = page.locator('[data-value="CITY:"]');
  await value.hover();
  await expect(mark).toHaveClass(/is-looked-at/);
  await mark.hover();
  await expect(value).toHaveClass(/is-looked-at/);

  const marks = page.locator("[data-mark]");
  await marks.first().focus();
  await page.keyboard.press("ArrowRight");
  await expect(marks.nth(1)).toBeFocused();
  await page.keyboard.press("End");
  await expect(marks.last()).toBeFocused();
  await page.keyboard.press("ArrowDown");
  await expect(marks.first()).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(page.locator('[data-value="NAME:"]')).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(marks.first()).toBeFocused();
  await expect(page.locator("[data-mark][tabindex='0']")).toHaveCount(1);
});

test("a correction is saved in place, can be undone, and outlives another analysis", async ({ page, register, signIn }) => {
  await signIn(await register("corrects"));
  await page.goto(new URL(await uploadSample(page), page.url()).href);
  const name = page.locator("#field-NAME");
  await correct(page, "姓名", "林知秋");
  await expect(name.getByText("林知秋")).toBeVisible();
  await expect(name.getByText("原先读到：林知夏")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "撤销" }).click();
  await expect(name.getByRole("button", { name: "林知夏" })).toBeVisible();

  await correct(page, "求职意向", "会计");
  await expect(page.locator("#field-CAREER_INTEREST").getByText("已更正")).toBeVisible();
  await page.getByRole("button", { name: "重新分析" }).click();
  await expect(page.getByText("分析完成")).toBeVisible({ timeout: 30_000 });
  await expect(page.locator("#field-CAREER_INTEREST").getByText("会计", { exact: true })).toBeVisible();
  await page.getByRole("tab", { name: /匹配职位/ }).click();
  await expect(page.getByRole("article").first()).toContainText("会计");

  await page.getByRole("tab", { name: "识别结果" }).click();
  await correct(page, "邮箱", "x@y");
  await expect(page.getByRole("alert")).toHaveText("这个值不能用于这一项，请检查写法。");
});

test("matches tell why they fit, what they are made of, and the position behind them", async ({ page, register, signIn }) => {
  await signIn(await register("matched"));
  await page.goto(new URL(`${await uploadSample(page)}?tab=matches`, page.url()).href);
  const best = page.getByRole("article").first();
  await expect(best.getByRole("img", { name: /\d+%/ })).toBeVisible();
  await expect(best.getByRole("table", { name: "评分构成" }).getByRole("row")).not.toHaveCount(0);
  await best.getByRole("button", { name: /职位详情/ }).click();
  await expect(page.getByRole("dialog").getByText("职位描述")).toBeVisible();
  await page.keyboard.press("Escape");
  await best.getByRole("link", { name: "Tableau" }).click();
  await expect(page.locator('[data-mark="SKILLS:2"]')).toBeFocused();
});

test("what was read can be taken away in every form, and the file as it came", async ({ page, register, signIn }) => {
  await signIn(await register("takes"));
  await page.goto(new URL(`${await uploadSample(page)}?tab=export`, page.url()).href);
  for (const [form, file] of [
    ["PDF 简介", "sample.profile.pdf"],
    ["JSON Resume", "sample.resume.json"],
    ["Europass", "sample.europass.xml"],
    ["JSON-LD", "sample.jsonld"],
    ["原文件", "sample.pdf"],
  ] as const) {
    const download = page.waitForEvent("download");
    await page.getByRole("button", { name: `下载: ${form}`, exact: true }).click();
    expect((await download).suggestedFilename()).toBe(file);
  }
});

test("a resume that is gone says so, and leads to one's own", async ({ page, server, register, signIn }) => {
  await signIn(await register("follows-links"));
  await page.goto(`${server.base}/app/resumes/${Buffer.from("Resume:999999").toString("base64")}`);
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("打不开这份简历");
  await expectAccessible(page);
  await page.getByRole("main").getByRole("link", { name: "我的简历" }).click();
  await expect(page.getByRole("heading", { level: 1 })).toHaveText("我的简历");
});

test("a page whose picture is late says so and is tried again, and one that has none is shown as text", async ({ page, register, signIn, expected }) => {
  expected.push(/status of (503|404)/);
  await signIn(await register("late"));
  const address = new URL(await uploadSample(page), page.url()).href;
  await page.route(/\/pages\/1\?/, (route) => route.fulfill({ status: 503, headers: { "retry-after": "60" }, json: { error: "该页的图片尚未生成，请稍后再试" } }));
  await page.goto(address);
  const picture = page.getByRole("figure");
  await expect(picture.getByRole("status")).toContainText("这一页的图片还没准备好，60 秒后会自动再试。");
  await expectAccessible(page);
  await page.unroute(/\/pages\/1\?/);
  await picture.getByRole("button", { name: "重试" }).click();
  await expect(picture.getByRole("status")).toHaveCount(0);
  await inkOfMarks(page);

  await page.route(/\/pages\/1\?/, (route) => route.fulfill({ status: 404, json: { error: "该页无法显示为图片" } }));
  await page.reload();
  await expect(page.getByText("第 1 页无法显示为图片，下面是它的文字。")).toBeVisible();
  await page.locator('[data-mark="CITY:"]').click();
  await expect(page.locator('[data-value="CITY:"]')).toBeFocused();
});

test("a picture that the browser cannot show is not asked for without end, and its page is shown as text", async ({ page, register, signIn }) => {
  await signIn(await register("undecodable"));
  const address = new URL(await uploadSample(page), page.url()).href;
  await page.route(/\/pages\/1\?/, (route) => route.fulfill({ status: 200, contentType: "image/webp", body: "no picture" }));
  await page.goto(address);
  await expect(page.getByText("第 1 页无法显示为图片，下面是它的文字。")).toBeVisible();
});

test("a file that cannot be read says why and what to do", async ({ page, register, signIn }) => {
  await signIn(await register("broken"));
  await page.locator("input[type=file]").setInputFiles([{ name: "broken.pdf", mimeType: "application/pdf", buffer: Buffer.from("%PDF-1.7\nnothing") }]);
  await page.getByRole("link", { name: "broken.pdf" }).click();
  await expect(page.getByRole("heading", { name: "文件已损坏或不完整" })).toBeVisible({ timeout: 30_000 });
  await expect(page.getByRole("link", { name: "上传其他文件" })).toBeVisible();
});

test("two resumes stand side by side, what differs first", async ({ page, register, signIn }) => {
  await signIn(await register("compares"));
  const first = await uploadSample(page);
  await page.goto(new URL(first, page.url()).href);
  await correct(page, "技能", "Python\nRust");
  await expect(page.locator("#field-SKILLS").getByText("已更正")).toBeVisible();
  await page.goto(new URL(".", page.url()).href.replace(/resumes\/$/, ""));
  await page.locator("input[type=file]").setInputFiles([{ name: "second.pdf", mimeType: "application/pdf", buffer: changedSample() }]);
  await expect(page.getByText("分析完成")).toHaveCount(2, { timeout: 30_000 });
  await page.goto(new URL(`${first}?tab=export`, page.url()).href);
  await page.getByRole("link", { name: "比较" }).click();
  await expect(page.getByText("邮箱相同")).toBeVisible();
  const skills = page.getByRole("table", { name: "1 项不同" }).getByRole("row", { name: /^技能/ });
  await expect(skills).toContainText("Rust");
  await expect(skills).toContainText("Tableau");

  const sides = page.getByRole("figure");
  await expect(sides).toHaveCount(2);
  for (const side of await sides.all()) await side.scrollIntoViewIfNeeded();
  const marks = await inkOfMarks(page);
  expect(marks.filter(({ label }) => label === "姓名：林知夏")).toHaveLength(2);
  expect(marks.filter(isBesideItsWords)).toEqual([]);
  const places = async () => await Promise.all((await sides.all()).map(async (side) => (await side.boundingBox()) ?? { x: 0, y: 0, width: 0, height: 0 }));
  const [left, right] = await places();
  expect([right?.y, right && left && right.x >= left.x + left.width]).toEqual([left?.y, true]);
  await sides.last().locator('[data-mark="SKILLS:2"]').click();
  await expect(skills).toBeFocused();
  await page.getByRole("link", { name: "交换" }).click();
  await expect(page.getByRole("columnheader").nth(1)).toHaveText("较新");
  await expect(sides).toHaveCount(2);
  await page.setViewportSize({ width: 390, height: 844 });
  const [upper, lower] = await places();
  expect([lower?.x, lower && upper && lower.y >= upper.y + upper.height]).toEqual([upper?.x, true]);
});

/** Write something into a field and save it. */
async function correct(page: Page, field: string, value: string): Promise<void> {
  await page.getByRole("button", { name: `更正：${field}`, exact: true }).click();
  await page.getByRole("textbox", { name: field, exact: true }).fill(value);
  await page.getByRole("button", { name: "保存" }).click();
}

/** The sample as another file of the same content. */
const changedSample = (): Buffer => Buffer.concat([readFileSync(SAMPLE), Buffer.from("\n% again\n")]);

interface Ink {
  key: string;
  label: string;
  /** Whether something is printed at the mark's ends. */
  start: boolean;
  end: boolean;
  /** The part of its columns in which something is printed. */
  filled: number;
  /** Whether something is printed beside it, so near that it would be of the same words. */
  isCut: boolean;
}

const isEntry = ({ key }: Ink): boolean => /^(EDUCATION|EXPERIENCE):/.test(key);

/** Words fill their mark from side to side, but for the gaps in lines: were it beside them, its ends would be blank. */
const isBesideItsWords = (mark: Ink): boolean => !mark.start || !mark.end || (mark.filled < 0.4 && !isEntry(mark));

/** What the pages' pictures hold beneath the marks. */
async function inkOfMarks(page: Page): Promise<Ink[]> {
  await page.waitForFunction(() => [...document.querySelectorAll("figure img")].every((picture) => (picture as HTMLImageElement).naturalWidth > 0));
  return page.locator("figure").evaluateAll((figures) =>
    figures.flatMap((figure) => {
      const picture = figure.querySelector("img") as HTMLImageElement;
      const canvas = new OffscreenCanvas(picture.naturalWidth, picture.naturalHeight);
      const context = canvas.getContext("2d", { willReadFrequently: true }) as OffscreenCanvasRenderingContext2D;
      context.drawImage(picture, 0, 0);
      const shown = picture.getBoundingClientRect();
      const scale = canvas.width / shown.width;
      return [...figure.querySelectorAll("[data-mark]")].map((mark) => {
        const box = mark.getBoundingClientRect();
        const [width, height] = [Math.round(box.width * scale), Math.round(box.height * scale)];
        const { data } = context.getImageData(Math.round((box.left - shown.left) * scale), Math.round((box.top - shown.top) * scale), width, height);
        const light = (x: number, y: number) => data[4 * (y * width + x) + 1] ?? 255;
        const isPrinted = Array.from({ length: width }, (_, x) => Array.from({ length: height }, (_, y) => light(x, y)).some((value) => value < 170));
        const lineHeight = Math.min(height, 20 * scale);
        const margin = Math.ceil(lineHeight * 0.6);
        const beside = (left: number) => [...context.getImageData(left, Math.round((box.top - shown.top) * scale), margin, height).data].some((value, at) => at % 4 === 1 && value < 170);
        const start = Math.round((box.left - shown.left) * scale);
        return {
          key: mark.getAttribute("data-mark") ?? "",
          isCut: beside(start - margin) || beside(start + width),
          label: mark.getAttribute("aria-label") ?? "",
          start: isPrinted.slice(0, margin).includes(true),
          end: isPrinted.slice(-margin).includes(true),
          filled: isPrinted.filter(Boolean).length / width,
        };
      });
    }),
  );
}

import { expect, test } from "./house";

const FIRST_LOAD_BYTES = 200 * 1024;
const FIRST_PAINT_MS = 2_000;
const INTERACTION_MS = 200;

/** What has come over the wire for this page, in bytes. */
interface Load {
  bytes: number;
  firstPaintMs: number;
}

test("the first load stays in its budget of bytes, and paints and answers soon", async ({ page, server, register, signIn }) => {
  await signIn(await register("budget"));
  await expect(page.getByRole("heading", { name: "我的简历" })).toBeVisible();
  const load: Load = await page.evaluate(() => ({
    bytes: [...performance.getEntriesByType("resource"), ...performance.getEntriesByType("navigation")].reduce(
      (sum, entry) => sum + (entry as PerformanceResourceTiming).transferSize,
      0,
    ),
    firstPaintMs: performance.getEntriesByName("first-contentful-paint")[0]?.startTime ?? Infinity,
  }));

  await page.evaluate(() => {
    const slowest = { ms: 0 };
    new PerformanceObserver((list) => {
      for (const { duration } of list.getEntries()) slowest.ms = Math.max(slowest.ms, duration);
    }).observe({ type: "event", durationThreshold: 16 } as PerformanceObserverInit);
    Object.assign(window, { slowest });
  });
  await page.getByLabel("语言").selectOption("en");
  await page.getByLabel("Appearance").selectOption("dark");
  await page.getByRole("link", { name: /Account/ }).click();
  await page.getByRole("link", { name: "My resumes" }).click();
  await expect(page.getByRole("heading", { name: "My resumes" })).toBeVisible();
  const slowestMs = await page.evaluate(() => (window as unknown as { slowest: { ms: number } }).slowest.ms);

  console.log(`first load ${(load.bytes / 1024).toFixed(0)} KiB, first paint ${load.firstPaintMs.toFixed(0)} ms, slowest interaction ${slowestMs} ms (${server.base})`);
  expect(load.bytes).toBeGreaterThan(50 * 1024);
  expect(load.bytes).toBeLessThanOrEqual(FIRST_LOAD_BYTES);
  expect(load.firstPaintMs).toBeLessThanOrEqual(FIRST_PAINT_MS);
  expect(slowestMs).toBeLessThanOrEqual(INTERACTION_MS);
});

import { defineConfig } from "@playwright/test";

// Debian's Chromium: no browser is downloaded.
export default defineConfig({
  testDir: "tests",
  outputDir: "node_modules/.playwright",
  fullyParallel: false,
  workers: 1,
  // A browser's own hiccup is told as "flaky" and stops no landing; what fails twice does.
  retries: process.env["CI"] ? 1 : 0,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 60_000,
  expect: { timeout: 15_000 },
  reporter: [["list"]],
  use: {
    browserName: "chromium",
    locale: "zh-CN",
    viewport: { width: 1366, height: 850 },
    trace: "off",
    launchOptions: {
      executablePath: process.env["CHROMIUM"] ?? "/usr/bin/chromium",
      args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
    },
  },
});

// Drives /graphiql of a running server in headless Chromium; exits with 1 and a sentence on the first fault.
//
//   node check_graphiql.mjs http://127.0.0.1:8000 TOKEN [--resume ID] [--username NAME --password WORD]
//                           [--screenshot FILE.png] [--under /resumes [--cut]]
//
// With --under, a proxy shows the server under that path, which is the server's GATEWAY_ROOT_PATH; with --cut it
// takes the path off. The server must trust it: GATEWAY_TRUSTED_PROXIES=127.0.0.1.
// The token's user must see the resume, whose subscription must answer at once. The browser is $CHROMIUM, by
// default /usr/bin/chromium.
import assert from "node:assert/strict";
import { parseArgs } from "node:util";

import { chromium } from "playwright-core";

import { proxyUnder } from "./proxy.mjs";

const { values: options, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    resume: { type: "string" },
    username: { type: "string" },
    password: { type: "string" },
    screenshot: { type: "string" },
    under: { type: "string" },
    cut: { type: "boolean", default: false },
  },
});
const [server, token] = positionals;
assert(server && token, "Usage: node check_graphiql.mjs BASE_URL TOKEN [options]");
const proxy = options.under ? await proxyUnder(server, options.under, { cut: options.cut }) : null;
const base = proxy?.base ?? server;
const { origin } = new URL(base);

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--disable-component-update", "--disable-sync"],
});
const page = await browser.newPage({ viewport: { width: 1400, height: 850 } });
page.setDefaultTimeout(20_000);

const foreign = []; // requests that left the origin
const complaints = []; // console errors and warnings, uncaught errors, breaches of the content security policy
const sent = []; // what the page wrote to its sockets
const received = [];
const open = new Set(); // sockets
const isOwn = (url) => /^(data|blob):/.test(url) || new URL(url).origin.replace(/^ws/, "http") === origin;
page.context().on("request", (request) => isOwn(request.url()) || foreign.push(request.url()));
page.on("console", (message) => ["error", "warning"].includes(message.type()) && complaints.push(message.text()));
page.on("pageerror", (error) => complaints.push(String(error)));
page.on("websocket", (socket) => {
  if (!isOwn(socket.url())) foreign.push(socket.url());
  open.add(socket);
  socket.on("close", () => open.delete(socket));
  socket.on("framesent", ({ payload }) => sent.push(JSON.parse(payload)));
  socket.on("framereceived", ({ payload }) => received.push(JSON.parse(payload)));
});

const toolEditor = page.locator(".graphiql-editor-tool .graphiql-editor:not(.hidden)");
const response = page.locator(".graphiql-response .view-lines");

async function fill(locator, text) {
  await locator.locator(".view-lines").click();
  await page.keyboard.press("ControlOrMeta+A");
  await page.keyboard.press("Delete"); // inserting over a selection, Monaco would put brackets round it
  await page.keyboard.insertText(text);
}
const openTab = (title) => page.getByRole("tab", { name: title, exact: true }).click();
const openTool = (name) => page.locator(`.graphiql-editor-tools button[data-name="${name}"]`).click();
const openPlugin = (name) => page.getByRole("button", { name: `Show ${name}` }).click();
const run = () => page.getByRole("button", { name: /^Execute query/ }).click();

async function stored() {
  await page.waitForTimeout(800); // GraphiQL stores half a second after a change
  return page.evaluate(() => JSON.stringify([localStorage, sessionStorage]));
}

async function step(name, body) {
  try {
    await body();
    console.log(`ok  ${name}`);
  } catch (error) {
    console.error(`NOT ${name}\n${error.message}`);
    for (const complaint of complaints) console.error(`    the page said: ${complaint}`);
    if (options.screenshot) await page.screenshot({ path: options.screenshot });
    for (const asked of proxy?.outside ?? []) console.error(`    asked outside of the path: ${asked}`);
    await browser.close();
    process.exit(1);
  }
}

await step("the page shows the example tabs and the schema", async () => {
  await page.goto(`${base}/graphiql`);
  await page.locator(".graphiql-query-editor .view-lines").waitFor();
  assert.deepEqual(await page.getByRole("tab").allInnerTexts(), ["Login", "Dashboard", "ResumeUpdated"]);
  await openPlugin("Documentation Explorer");
  await page.locator(".graphiql-doc-explorer").getByText("Query", { exact: true }).click();
  await page.locator(".graphiql-doc-explorer").getByText("me", { exact: true }).waitFor();
});

await step("the explorer plugin lists the fields", async () => {
  await openTab("Dashboard");
  await openPlugin("GraphiQL Explorer");
  await page.locator('.graphiql-explorer-root [data-field-name="me"]').first().waitFor();
});

await step("a query runs with the token of the headers editor", async () => {
  await openTool("headers");
  await fill(toolEditor, JSON.stringify({ Authorization: `Bearer ${token}` }));
  const answer = page.waitForResponse((r) => r.request().postDataJSON()?.operationName === "Dashboard");
  await run();
  const { data, errors } = await (await answer).json();
  assert.equal(errors, undefined);
  assert(data.me, "me is null");
  await response.getByText(data.me.username).first().waitFor();
});

await step("the history has it", async () => {
  await openPlugin("History");
  await page.locator(".graphiql-history-item").getByText("Dashboard").first().waitFor();
});

await step("a subscription runs over graphql-transport-ws with the token", async () => {
  await openTab("ResumeUpdated");
  await openTool("headers");
  await fill(toolEditor, JSON.stringify({ Authorization: `Bearer ${token}` }));
  await openTool("variables");
  await fill(toolEditor, JSON.stringify({ id: options.resume ?? "0" }));
  await run();
  await response.getByText(options.resume ? '"resumeUpdated"' : /"(data|errors)"/).first().waitFor();
  assert.deepEqual(sent[0], { type: "connection_init", payload: { authorization: `Bearer ${token}` } });
  assert.equal(received[0].type, "connection_ack");
  const stop = page.getByRole("button", { name: /^Stop query/ }); // absent when the server completed it
  if (await stop.isVisible()) await stop.click();
  while (open.size > 0) await [...open][0].waitForEvent("close");
});

if (options.username && options.password) {
  await step("signing in puts the token into the headers editor of every tab", async () => {
    await page.getByRole("button", { name: "New tab" }).click();
    await page.getByLabel("Username").fill(options.username);
    await page.getByLabel("Password").fill(`not ${options.password}`);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.locator(".sign-in").getByRole("alert").waitFor();
    await page.getByLabel("Password").fill(options.password);
    await page.getByRole("button", { name: "Sign in" }).click();
    await page.getByText(`Signed in as ${options.username}`).waitFor();
    await openTool("headers");
    await toolEditor.getByText(/Bearer/).first().waitFor();
    await page.getByRole("button", { name: "New tab" }).click();
    await toolEditor.getByText(/Bearer/).first().waitFor();
    await page.getByRole("button", { name: "Sign out" }).click();
    await toolEditor.getByText(/Bearer/).first().waitFor({ state: "detached" });
  });

  await step("a password typed into a query is not stored", async () => {
    const { username, password } = options;
    await fill(
      page.locator(".graphiql-query-editor"),
      `mutation Login { login(input: { username: ${JSON.stringify(username)}, password: ${JSON.stringify(password)} }) { __typename } }`,
    );
    await run();
    await response.getByText("LoginSuccess").first().waitFor();
    assert(!(await stored()).includes(`\\"${password}`), "the password is stored");
  });
}

await step("no token outlives the page", async () => {
  const items = await stored();
  assert(items.includes("Dashboard"), "nothing was stored at all");
  assert(!items.includes(token), "the token is stored");
  const tabs = await page.getByRole("tab").count();
  await page.reload();
  await page.locator(".graphiql-query-editor .view-lines").waitFor();
  assert.equal(await page.getByRole("tab").count(), tabs, "the reload changed the number of tabs");
});

await step("nothing left the origin and nothing complained", async () => {
  await openTab("Dashboard");
  await page.waitForTimeout(500);
  assert.deepEqual(foreign, []);
  assert.deepEqual(complaints, []);
  assert.deepEqual(proxy?.outside ?? [], []);
});

if (options.screenshot) await page.screenshot({ path: options.screenshot });
await browser.close();
proxy?.close();

import { type ChildProcess, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const PROJECT = resolve(import.meta.dirname, "../..");
const PYTHON = process.env["GATEWAY_PYTHON"] ?? join(PROJECT, ".venv/bin/python");
const PATIENCE_MS = 60_000;

/** A server of the tests' own, with an empty folder of data. */
export class Server {
  readonly data = mkdtempSync(join(tmpdir(), "gateway-dashboard-"));
  base = "";
  #process: ChildProcess | undefined;
  #said = "";

  constructor(readonly settings: Record<string, string> = {}) {}

  async start(): Promise<void> {
    const port = this.base ? Number(new URL(this.base).port) : await freePort();
    this.base = `http://127.0.0.1:${port}`;
    const child = spawn(PYTHON, ["-m", "api.cli", "serve", "--port", String(port)], {
      cwd: PROJECT,
      env: { ...withoutSettings(), GATEWAY_DATA_DIR: this.data, ...this.settings },
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (this.#said += String(part)));
    this.#process = child;
    const end = Date.now() + PATIENCE_MS;
    for (;;) {
      if (child.exitCode !== null) throw new Error(`The server ended with ${child.exitCode}:\n${this.#said}`);
      const isReady = await fetch(`${this.base}/readyz`).then((answer) => answer.ok, () => false);
      if (isReady) return;
      if (Date.now() > end) throw new Error(`The server did not become ready:\n${this.#said}`);
      await new Promise((later) => setTimeout(later, 50));
    }
  }

  /** End it; the data stay, and it starts again at the same address. */
  async stop(signal: NodeJS.Signals = "SIGTERM"): Promise<void> {
    const child = this.#process;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const ended = new Promise((resolve) => child.once("exit", resolve));
    child.kill(signal);
    await ended;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.data, { recursive: true, force: true });
  }

  /** Run a command of the program on this server's data. */
  run(...parts: string[]): Promise<string> {
    const child = spawn(PYTHON, ["-m", "api.cli", ...parts], {
      cwd: PROJECT,
      env: { ...withoutSettings(), GATEWAY_DATA_DIR: this.data, ...this.settings },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (part) => (said += String(part)));
    return new Promise((resolve, reject) =>
      child.once("exit", (code) => (code === 0 ? resolve(said) : reject(new Error(`${parts.join(" ")} ended with ${code}:\n${said}`)))),
    );
  }
}

function withoutSettings(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith("GATEWAY_")));
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject);
    probe.listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => (address && typeof address === "object" ? resolve(address.port) : reject(new Error("no port"))));
    });
  });
}

import { defineConfig } from "vitest/config";

export default defineConfig({ test: { include: ["app/**/*.test.ts", "graphiql/**/*.test.ts"], setupFiles: ["app/testing.ts"] } });

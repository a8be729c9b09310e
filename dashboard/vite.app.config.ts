import { readFileSync } from "node:fs";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";

import tailwindcss from "@tailwindcss/vite";
import { defineConfig, type Plugin } from "vite";

// The server gives what is compressed already to whoever takes it.
const compressed: Plugin = {
  name: "compressed",
  generateBundle: {
    order: "post",
    handler(_options, bundle) {
      for (const [fileName, part] of Object.entries(bundle)) {
        if (!/\.(js|css|svg|json)$/.test(fileName) || !fileName.startsWith("assets/")) continue;
        const text = Buffer.from(part.type === "chunk" ? part.code : part.source);
        if (text.length < 1024) continue;
        this.emitFile({ type: "asset", fileName: `${fileName}.gz`, source: gzipSync(text, { level: 9 }) });
        const best = { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } };
        this.emitFile({ type: "asset", fileName: `${fileName}.br`, source: brotliCompressSync(text, best) });
      }
    },
  },
};

// The server answers these documents.
const documents: Plugin = {
  name: "documents",
  generateBundle() {
    this.emitFile({ type: "asset", fileName: "documents.json", source: readFileSync("app/gql/documents.json") });
  },
};

// The dashboard: dist/app/, served at /app/.
export default defineConfig({
  root: "app",
  base: "./", // the server's `base` element says where that is
  plugins: [tailwindcss(), documents, compressed],
  build: {
    outDir: "../dist/app",
    emptyOutDir: true,
    assetsInlineLimit: 0, // nothing inline: the policy allows none
    modulePreload: { polyfill: false },
    rolldownOptions: { checks: { moduleLevelDirective: false, pluginTimings: false } },
  },
});

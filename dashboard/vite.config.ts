import { defineConfig } from "vite";

// A file's place below dist/ is its path on the server: dist/graphiql/assets/x.js is /graphiql/assets/x.js.
// Another page is another entry of `input`.
export default defineConfig({
  base: "./", // a proxy may show the server under a path of its own
  build: {
    assetsDir: "graphiql/assets",
    chunkSizeWarningLimit: 4096, // kB: Monaco is one large chunk
    rolldownOptions: {
      input: { graphiql: "graphiql/index.html" },
      checks: { moduleLevelDirective: false }, // the libraries' "use client" means nothing here
    },
  },
  worker: { format: "es" },
  server: { proxy: { "/graphql": { target: "http://127.0.0.1:8000", ws: true } } },
});

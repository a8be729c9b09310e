import "graphiql/setup-workers/vite";
import "graphiql/style.css";
import "@graphiql/plugin-explorer/style.css";
import "./page.css";

import { explorerPlugin } from "@graphiql/plugin-explorer";
import { HISTORY_PLUGIN } from "@graphiql/plugin-history";
import { GraphiQL } from "graphiql";
import { createRoot } from "react-dom/client";

import { EXAMPLES } from "./examples";
import { fetcher } from "./fetcher";
import { SignIn } from "./SignIn";
import { storage } from "./storage";

// Made once: a new array on each render would reset the open plugin.
const plugins = [HISTORY_PLUGIN, explorerPlugin()];

createRoot(document.getElementById("graphiql")!).render(
  <GraphiQL
    fetcher={fetcher}
    storage={storage}
    plugins={plugins}
    defaultTabs={EXAMPLES}
    defaultEditorToolsVisibility="headers"
    shouldPersistHeaders={false}
    schemaDescription
    inputValueDeprecation
  >
    <GraphiQL.Logo>
      <SignIn />
    </GraphiQL.Logo>
  </GraphiQL>,
);

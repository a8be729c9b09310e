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
import { linked } from "./link";
import { READY_MADE } from "./ReadyMade";
import { SignIn } from "./SignIn";
import { storageOf } from "./storage";
import { whoIsSignedIn } from "./whoami";

// Made once: a new array on each render would reset the open plugin.
const plugins = [HISTORY_PLUGIN, explorerPlugin(), READY_MADE];

// A link's query is opened once: a reload goes on with what became of it.
const link = linked(location.hash);
if (link) history.replaceState(null, "", location.pathname);

const person = await whoIsSignedIn().catch(() => null);

createRoot(document.getElementById("graphiql")!).render(
  <GraphiQL
    fetcher={fetcher}
    storage={storageOf(person?.id ?? null)}
    plugins={plugins}
    defaultTabs={link ? [link, ...EXAMPLES] : EXAMPLES}
    {...(link && { initialQuery: link.query, initialVariables: link.variables })}
    defaultEditorToolsVisibility="variables"
    shouldPersistHeaders={false}
    schemaDescription
    inputValueDeprecation
  >
    <GraphiQL.Logo>
      <SignIn person={person} />
    </GraphiQL.Logo>
  </GraphiQL>,
);

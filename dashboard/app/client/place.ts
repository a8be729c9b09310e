/** Where the server is: beside the page, under whatever path a proxy shows both. */
const app = new URL(document.baseURI);

/** The path of the page itself, without a slash at its end; the router's paths come after it. */
export const APP_PATH = app.pathname.replace(/\/$/, "");
export const GRAPHQL_URL = new URL("../graphql", app).href;
export const SESSION_URL = new URL("session", app).href;
export const GRAPHIQL_URL = new URL("../graphiql", app).href;

/** An address that the server names from its root. */
export const fromServer = (path: string): string => new URL(path, app).href;

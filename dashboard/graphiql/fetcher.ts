import { createGraphiQLFetcher, type Fetcher } from "@graphiql/toolkit";
import { createClient } from "graphql-ws";

/** Beside this page, under whatever path a proxy shows both. */
export const ENDPOINT = location.pathname.replace(/\/graphiql\/?$/, "/graphql");

/** Queries and mutations go over HTTP, subscriptions over graphql-transport-ws. */
export const fetcher: Fetcher = (params, options) => {
  // One lazy client a request: it opens no socket unless subscribed to, and then takes the headers of
  // that moment, so a new token needs no reconnection of older subscriptions.
  const wsClient = createClient({
    url: new URL(ENDPOINT, location.href).href.replace(/^http/, "ws"),
    connectionParams: connectionParams(options?.headers),
    retryAttempts: 3,
  });
  return createGraphiQLFetcher({ url: ENDPOINT, wsClient, enableIncrementalDelivery: false })(params, options);
};

/** Give a socket, which can carry no headers, the Authorization value of the headers editor. */
function connectionParams(headers: Record<string, unknown> = {}): { authorization?: string } {
  for (const [name, value] of Object.entries(headers)) {
    if (name.toLowerCase() === "authorization") return { authorization: String(value) };
  }
  return {};
}

export interface Linked {
  query: string;
  variables: string;
}

/** What a link such as `/graphiql#query=…&variables=…` brings along; null where it brings nothing. */
export function linked(hash: string): Linked | null {
  const parameters = new URLSearchParams(hash.replace(/^#/, ""));
  const query = parameters.get("query");
  if (!query?.trim()) return null;
  const variables = parameters.get("variables") ?? "";
  return { query, variables: variables.trim() === "{}" ? "" : variables };
}

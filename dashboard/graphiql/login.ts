import { ENDPOINT } from "./fetcher";

/** The one place that knows what the login mutation looks like (the example tab shows it too). */
export const LOGIN = /* GraphQL */ `mutation Login($username: String!, $password: String!) {
  login(input: { username: $username, password: $password }) {
    __typename
    ... on LoginSuccess {
      accessToken
    }
  }
}`;

interface LoginResult {
  data?: { login?: { __typename: string; accessToken?: string } | null } | null;
  errors?: { message: string }[];
}

/** Exchange a username and password for a token; throw an Error with a readable message otherwise. */
export async function login(username: string, password: string): Promise<string> {
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ query: LOGIN, operationName: "Login", variables: { username, password } }),
  });
  const { data, errors } = (await response.json()) as LoginResult;
  if (data?.login?.accessToken) return data.login.accessToken;
  // InvalidCredentials -> "Invalid credentials"
  const outcome = data?.login?.__typename.replace(/(?<=[a-z])[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`);
  throw new Error(errors?.[0]?.message ?? outcome ?? `The server answered ${response.status}.`);
}

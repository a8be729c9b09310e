import { ENDPOINT } from "./fetcher";

export interface Person {
  id: string;
  username: string;
  isAdmin: boolean;
}

const ROOT = ENDPOINT.replace(/\/graphql$/, "");
/** Leads to the dashboard, or to what the server shows where it has none. */
export const HOME = `${ROOT}/`;
const SESSION = `${ROOT}/app/session`;
const WHO = "query WhoAmI { me { id username role } }";

interface Answer {
  data?: { me?: { id: string; username: string; role: string } | null } | null;
}

/** Who is signed in on the dashboard, by its cookie; null where nobody is. */
export async function whoIsSignedIn(): Promise<Person | null> {
  const response = await fetch(ENDPOINT, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json" },
    body: JSON.stringify({ query: WHO, operationName: "WhoAmI" }),
  });
  const { data } = (await response.json()) as Answer;
  return data?.me ? { id: data.me.id, username: data.me.username, isAdmin: data.me.role === "admin" } : null;
}

/** Have the browser forget the dashboard's session. */
export async function endSession(): Promise<void> {
  await fetch(SESSION, { method: "DELETE" });
}

import { SESSION_URL } from "./place";

/** Why somebody could not be signed in. */
export class SignInRefused extends Error {
  constructor(
    readonly kind: "credentials" | "tooMany" | "unreachable" | "other",
    message: string,
  ) {
    super(message);
  }
}

/**
 * Sign in: the server keeps the session in a cookie that no script can read.
 *
 * Throws a `SignInRefused`.
 */
export async function signIn(username: string, password: string): Promise<void> {
  let response: Response;
  try {
    response = await fetch(SESSION_URL, {
      method: "POST",
      headers: { "content-type": "application/json" },
      body: JSON.stringify({ username, password }),
    });
  } catch {
    throw new SignInRefused("unreachable", "");
  }
  if (response.ok) return;
  const told: unknown = await response.json().catch(() => null);
  const message = told && typeof told === "object" && "error" in told ? String(told.error) : "";
  const kind = response.status === 401 ? "credentials" : response.status === 429 ? "tooMany" : "other";
  throw new SignInRefused(kind, message);
}

/** Have the browser forget a session that has ended, as far as the server can be reached. */
export async function forget(): Promise<void> {
  await fetch(SESSION_URL, { method: "DELETE" }).catch(() => null);
}

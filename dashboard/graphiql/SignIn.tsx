import { useGraphiQL, useHeadersEditorState } from "@graphiql/react";
import { type FormEvent, useEffect, useRef, useState } from "react";

import { withToken } from "./headers";
import { login } from "./login";
import { endSession, HOME, type Person } from "./whoami";

/** Who asks, by the dashboard's session or by a token of this page's own, and the way to the dashboard. */
export function SignIn({ person }: { person: Person | null }) {
  // The editors hold what is that person's: the page begins anew.
  const signOut = () => endSession().then(() => location.reload());

  return (
    <div className="sign-in">
      <a href={HOME}>Home</a>
      {person ? (
        <>
          <span>
            Signed in as {person.username}
            {person.isAdmin && " (administrator)"}
          </span>
          <button type="button" onClick={() => void signOut()}>
            Sign out
          </button>
        </>
      ) : (
        <WithToken />
      )}
    </div>
  );
}

interface Session {
  username: string;
  token: string;
}

/**
 * Signs in without the dashboard, and keeps the token in the headers editor of whichever tab is open.
 *
 * The token lives in this component alone, so a reload forgets it.
 */
function WithToken() {
  const [session, setSession] = useState<Session | null>(null);
  const [problem, setProblem] = useState("");
  const [busy, setBusy] = useState(false);
  useTokenInHeaders(session?.token ?? null);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const username = String(form.get("username"));
    setBusy(true);
    setProblem("");
    try {
      setSession({ username, token: await login(username, String(form.get("password"))) });
    } catch (error) {
      setProblem(error instanceof Error ? error.message : String(error));
    } finally {
      setBusy(false);
    }
  }

  if (session) {
    return (
      <>
        <span>Signed in as {session.username}</span>
        <button type="button" onClick={() => setSession(null)}>
          Sign out
        </button>
      </>
    );
  }
  return (
    <form className="sign-in" onSubmit={(event) => void submit(event)}>
      {problem && (
        <span role="alert" title={problem}>
          {problem}
        </span>
      )}
      <input name="username" aria-label="Username" placeholder="Username" autoComplete="username" required />
      <input
        name="password"
        type="password"
        aria-label="Password"
        placeholder="Password"
        autoComplete="current-password"
        required
      />
      <button disabled={busy}>Sign in</button>
    </form>
  );
}

/** Also covers new tabs and history entries, both of which start with an empty headers editor. */
function useTokenInHeaders(token: string | null) {
  const isReady = useGraphiQL((state) => Boolean(state.headerEditor));
  const [text, setText] = useHeadersEditorState();
  const ours = useRef(new Set<string>());

  useEffect(() => {
    if (!isReady) return;
    if (token !== null) ours.current.add(`Bearer ${token}`);
    const updated = withToken(text, token, ours.current);
    if (updated !== text) setText(updated);
  });
}

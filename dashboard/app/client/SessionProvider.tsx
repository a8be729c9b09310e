import { createContext, type ReactNode, useCallback, useContext, useEffect, useMemo, useRef, useState } from "react";
import { Provider } from "urql";

import { SignOutDocument, ViewerDocument, type ViewerQuery } from "../gql/graphql";
import { SignInAgain } from "../views/signing/SignInAgain";
import { StillSignedIn } from "../views/signing/StillSignedIn";
import { blindHashes } from "./blind";
import { createGatewayClient, isSignedOut } from "./client";
import * as session from "./session";
import { upload, UploadStopped } from "./upload";

/** Who is signed in; null where nobody is, undefined while that is being asked. */
export type Viewer = ViewerQuery["me"];

interface Session {
  viewer: Viewer | null | undefined;
  isAdmin: boolean;
  /** Whether the server did not answer who is there; it is asked again. */
  isUnreachable: boolean;
  /** Throws a `SignInRefused`. */
  signIn: (username: string, password: string) => Promise<void>;
  /** Whoever the server does not sign out stays signed in, and is told so. */
  signOut: () => Promise<void>;
  isSigningOut: boolean;
  /** Ask whoever is there to sign in again; ends when that is done. */
  expired: () => Promise<void>;
  isBlind: boolean;
  /** Whether this administrator can never see who people are, nor search by words. */
  staysBlind: boolean;
  setBlind: (blind: boolean) => void;
}

const SessionContext = createContext<Session | null>(null);

/** The session of whoever uses the page. */
export function useSession(): Session {
  const found = useContext(SessionContext);
  if (!found) throw new Error("There is no session around this part of the page.");
  return found;
}

const NOTHING_HIDDEN: ReadonlyMap<string, string> = new Map();
const KEPT_BLIND = "blind";
const otherTabs = new BroadcastChannel("session");

/** Knows who is signed in, and gives each of them a client with a cache of their own. */
export function SessionProvider({ children }: { children: ReactNode }) {
  const [viewer, setViewer] = useState<Viewer | null | undefined>(undefined);
  const [unreachable, setUnreachable] = useState(false);
  const [hidden, setHidden] = useState(NOTHING_HIDDEN);
  const [isAsking, setAsking] = useState(false);
  const [signingOut, setSigningOut] = useState<"no" | "asked" | "unheard">("no");
  const waiting = useRef<(() => void)[]>([]);
  const isSignedIn = useRef(false);

  const again = useMemo(
    () => ({
      isOffered: () => isSignedIn.current,
      signIn: () => {
        setAsking(true);
        return new Promise<void>((goOn) => waiting.current.push(goOn));
      },
    }),
    [],
  );

  // Another person, or another view of them, never sees what the cache holds of the one before.
  const viewerId = viewer?.id ?? null;
  const { client, close } = useMemo(() => createGatewayClient(again, hidden), [viewerId, hidden, again]);
  useEffect(() => close, [close]);

  const look = useCallback(async () => {
    const { data, error } = await client.query(ViewerDocument, {}, { requestPolicy: "network-only" }).toPromise();
    setUnreachable(error !== undefined && !isSignedOut(error));
    if (!data && error && !isSignedOut(error)) return;
    isSignedIn.current = data !== undefined;
    setViewer(data?.me ?? null);
  }, [client]);

  useEffect(() => {
    if (viewer === undefined && !unreachable) void look();
  }, [viewer, unreachable, look]);

  useEffect(() => {
    if (!unreachable) return;
    const timer = setTimeout(() => void look(), 2000);
    return () => clearTimeout(timer);
  }, [unreachable, look]);

  const setBlind = useCallback(async (blind: boolean) => {
    sessionStorage.setItem(KEPT_BLIND, String(blind));
    setHidden(blind ? await blindHashes() : NOTHING_HIDDEN);
  }, []);

  useEffect(() => {
    if (sessionStorage.getItem(KEPT_BLIND) === "true") void setBlind(true);
  }, [setBlind]);

  // The cookie is all tabs': who signs in or out in one does so in each.
  useEffect(() => {
    otherTabs.onmessage = () => {
      isSignedIn.current = false;
      setViewer(undefined);
    };
  }, []);

  const goOn = () => {
    setAsking(false);
    for (const each of waiting.current.splice(0)) each();
  };

  const value: Session = {
    viewer,
    isAdmin: viewer?.role === "admin",
    isUnreachable: unreachable,
    signIn: async (username, password) => {
      await session.signIn(username, password);
      otherTabs.postMessage(null);
      await look();
    },
    signOut: async () => {
      setSigningOut("asked");
      try {
        // Not by the client: what it is asked waits for whoever is to sign in again.
        await upload(SignOutDocument, {});
      } catch (error) {
        if (!(error instanceof UploadStopped && error.kind === "signedOut")) return setSigningOut("unheard");
      }
      setSigningOut("no");
      isSignedIn.current = false;
      sessionStorage.clear();
      setHidden(NOTHING_HIDDEN);
      // Everything under way is given up before: an answer that renews the session would bring its cookie back.
      setViewer(null);
      goOn();
      await session.forget();
      otherTabs.postMessage(null);
    },
    isSigningOut: signingOut === "asked",
    expired: again.signIn,
    isBlind: hidden !== NOTHING_HIDDEN || viewer?.blind === true,
    staysBlind: viewer?.blind === true,
    setBlind: (blind) => void setBlind(blind),
  };

  return (
    <SessionContext value={value}>
      <Provider value={client}>
        {children}
        {isAsking && viewer && <SignInAgain username={viewer.username} onSignedIn={goOn} onSignOut={() => void value.signOut()} />}
        {signingOut === "unheard" && <StillSignedIn onRetry={() => void value.signOut()} onStay={() => setSigningOut("no")} />}
      </Provider>
    </SessionContext>
  );
}

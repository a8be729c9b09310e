import { Dialog } from "@base-ui/react/dialog";
import { type ReactNode, useEffect, useState } from "react";
import { Link, useLocation } from "wouter";

import { GRAPHIQL_URL } from "../client/place";
import { useSession } from "../client/SessionProvider";
import { Button } from "../parts/Button";
import { type TextId, useText } from "../texts";
import { QueryOfView } from "./QueryOfView";
import { LanguageSwitch, ThemeSwitch } from "./Switches";

const EVERYBODYS: [string, TextId][] = [
  ["/", "nav.resumes"],
  ["/positions", "nav.positions"],
];
const ADMINS: [string, TextId][] = [
  ["/overview", "nav.overview"],
  ["/all-resumes", "nav.allResumes"],
  ["/review", "nav.review"],
  ["/candidates", "nav.candidates"],
  ["/users", "nav.users"],
  ["/failures", "nav.failures"],
  ["/audit", "nav.audit"],
];

/** What stands around every view: the way to the others, and how the page looks and speaks. */
export function Shell({ children }: { children: ReactNode }) {
  const t = useText();
  const [isOpen, setOpen] = useState(false);
  const [location] = useLocation();
  useEffect(() => setOpen(false), [location]);

  return (
    <div className="flex min-h-full flex-col md:flex-row">
      <a href="#main" className="sr-only focus:not-sr-only focus:absolute focus:z-50 focus:bg-card focus:p-3">
        {t("app.skip")}
      </a>
      <header className="flex items-center justify-between border-b border-line bg-card px-4 py-2 md:hidden print:hidden">
        <Link href="/" className="font-bold">
          {t("app.name")}
        </Link>
        <Dialog.Root open={isOpen} onOpenChange={setOpen}>
          <Dialog.Trigger render={<Button kind="quiet" aria-label={t("app.menu")} />}>☰</Dialog.Trigger>
          <Dialog.Portal>
            <Dialog.Backdrop className="fixed inset-0 z-40 bg-black/45" />
            <Dialog.Popup className="fixed inset-y-0 left-0 z-50 w-72 overflow-auto border-r border-line bg-card p-4">
              <Dialog.Title className="sr-only">{t("app.menu")}</Dialog.Title>
              <Navigation />
            </Dialog.Popup>
          </Dialog.Portal>
        </Dialog.Root>
      </header>
      <aside className="sticky top-0 hidden h-dvh w-60 shrink-0 flex-col overflow-auto border-r border-line bg-card p-4 md:flex print:hidden">
        <Navigation />
      </aside>
      <main id="main" tabIndex={-1} className="min-w-0 grow px-4 py-6 outline-none md:px-8">
        {children}
      </main>
    </div>
  );
}

function Navigation() {
  const t = useText();
  const { viewer, isAdmin, signOut, isSigningOut, isBlind, staysBlind, setBlind } = useSession();
  return (
    <div className="flex grow flex-col gap-6">
      <Link href="/" className="px-3 text-lg font-bold">
        {t("app.name")}
      </Link>
      <nav aria-label={t("app.menu")} className="space-y-1">
        {[...EVERYBODYS, ...(isAdmin ? ADMINS : [])].map(([href, id]) => (
          <NavLink key={href} href={href}>
            {t(id)}
          </NavLink>
        ))}
        <a href={GRAPHIQL_URL} className="block rounded-lg px-3 py-2 text-soft hover:bg-sunken hover:text-ink">
          {t("nav.explore")}
        </a>
      </nav>
      {isAdmin && (
        <label className="flex items-center gap-2 px-3 text-sm">
          <input type="checkbox" role="switch" checked={isBlind} disabled={staysBlind} onChange={(event) => setBlind(event.target.checked)} />
          {t("blind.label")}
        </label>
      )}
      <div className="mt-auto space-y-3 px-1">
        <QueryOfView />
        <div className="flex gap-2">
          <LanguageSwitch />
          <ThemeSwitch />
        </div>
        <NavLink href="/account">
          {t("nav.account")} · {viewer?.username}
        </NavLink>
        <Button kind="quiet" className="w-full" disabled={isSigningOut} onClick={() => void signOut()}>
          {t(isSigningOut ? "signing.signingOut" : "signing.out")}
        </Button>
      </div>
    </div>
  );
}

function NavLink({ href, children }: { href: string; children: ReactNode }) {
  const [location] = useLocation();
  const isHere = href === "/" ? location === "/" || location.startsWith("/resumes") : location.startsWith(href);
  return (
    <Link
      href={href}
      aria-current={isHere ? "page" : undefined}
      className={`block rounded-lg px-3 py-2 ${isHere ? "bg-accent-wash font-medium text-accent" : "text-soft hover:bg-sunken hover:text-ink"}`}
    >
      {children}
    </Link>
  );
}

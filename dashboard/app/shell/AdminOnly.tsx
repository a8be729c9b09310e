import type { ReactNode } from "react";
import { Link } from "wouter";

import { useSession } from "../client/SessionProvider";
import { buttonLook } from "../parts/Button";
import { useText } from "../texts";
import { Page } from "./Page";

/**
 * Shows a view to administrators, and to others why they cannot see it. The server refuses them on its own.
 *
 * Args:
 *   sighted: Administrators who are always blind do not see it either.
 */
export function AdminOnly({ sighted = false, children }: { sighted?: boolean; children: ReactNode }) {
  const t = useText();
  const { isAdmin, staysBlind } = useSession();
  if (isAdmin && !(sighted && staysBlind)) return children;
  return (
    <Page title={t(isAdmin ? "admin.sightedTitle" : "admin.onlyTitle")}>
      <p className="max-w-prose">{t(isAdmin ? "admin.sightedText" : "admin.onlyText")}</p>
      <Link href="/" className={buttonLook("main")}>
        {t("admin.home")}
      </Link>
    </Page>
  );
}

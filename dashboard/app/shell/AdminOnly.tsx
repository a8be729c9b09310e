import type { ReactNode } from "react";
import { Link } from "wouter";

import { useSession } from "../client/SessionProvider";
import { buttonLook } from "../parts/Button";
import { Empty } from "../parts/Notes";
import { useText } from "../texts";

/** Shows a view to administrators, and to others why they cannot see it. The server refuses them on its own. */
export function AdminOnly({ children }: { children: ReactNode }) {
  const t = useText();
  const { isAdmin } = useSession();
  if (isAdmin) return children;
  return (
    <Empty title={t("admin.onlyTitle")}>
      <p className="mb-4">{t("admin.onlyText")}</p>
      <Link href="/" className={buttonLook("main")}>
        {t("admin.home")}
      </Link>
    </Empty>
  );
}

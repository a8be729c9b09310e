import type { ReactNode } from "react";

import { useSession } from "../client/SessionProvider";
import { Page } from "../shell/Page";
import { useText } from "../texts";
import { Empty } from "./Notes";

/** A view that administrators alone may see; everybody else is told so. */
export function AdminsOnly({ title, children }: { title: string; children: ReactNode }) {
  const t = useText();
  const { isAdmin } = useSession();
  if (isAdmin) return children;
  return (
    <Page title={title}>
      <Empty title={t("error.forbidden")}>{t("error.adminsOnly")}</Empty>
    </Page>
  );
}

import { useSession } from "../../client/SessionProvider";
import { Page } from "../../shell/Page";
import { useText } from "../../texts";
import { Deletion } from "./Deletion";
import { Everywhere } from "./Everywhere";
import { Password } from "./Password";
import { Section } from "./Section";
import { Takeaway } from "./Takeaway";

/** One's own account: who one is here, the password, what is held of one, and the way out. */
export default function Account() {
  const t = useText();
  const { viewer } = useSession();
  if (!viewer) return null;
  return (
    <Page title={t("account.title")}>
      <div className="grid max-w-4xl gap-4 md:grid-cols-2">
        <Section title={t("account.who")}>
          <dl className="grid grid-cols-[6rem_minmax(0,1fr)] gap-y-1">
            <dt className="text-soft">{t("signing.username")}</dt>
            <dd className="wrap-anywhere">{viewer.username}</dd>
            <dt className="text-soft">{t("account.email")}</dt>
            <dd className="wrap-anywhere">{viewer.email ?? t("account.noEmail")}</dd>
            <dt className="text-soft">{t("account.role")}</dt>
            <dd>{t(viewer.role === "admin" ? "account.admin" : "account.jobSeeker")}</dd>
          </dl>
        </Section>
        <Password username={viewer.username} />
        <Takeaway />
        <Everywhere />
        <Deletion username={viewer.username} />
      </div>
    </Page>
  );
}

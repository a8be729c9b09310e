import { useMutation } from "urql";

import { useSession } from "../../client/SessionProvider";
import { SignOutEverywhereDocument } from "../../gql/graphql";
import { Button } from "../../parts/Button";
import { ErrorNote } from "../../parts/Notes";
import { useText } from "../../texts";
import { Section } from "./Section";

/** Signs out on every device. */
export function Everywhere() {
  const t = useText();
  const { signOut } = useSession();
  const [{ error, fetching }, end] = useMutation(SignOutEverywhereDocument);

  async function endAll() {
    const { data } = await end({});
    if (data) await signOut();
  }

  return (
    <Section title={t("account.everywhere")}>
      <p className="text-soft">{t("account.everywhereHint")}</p>
      <Button disabled={fetching} onClick={() => void endAll()}>
        {t("account.signOutEverywhere")}
      </Button>
      {error && <ErrorNote error={error} />}
    </Section>
  );
}

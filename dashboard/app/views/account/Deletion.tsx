import { type FormEvent, useState } from "react";
import { useMutation } from "urql";

import { useSession } from "../../client/SessionProvider";
import { DeleteAccountDocument } from "../../gql/graphql";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Modal } from "../../parts/Modal";
import { textOfError } from "../../parts/Notes";
import { useText } from "../../texts";
import { useRefusal } from "../../texts/refusals";
import { Section } from "./Section";

/** Deletes the account for good, for one who types its name and knows its password. */
export function Deletion({ username }: { username: string }) {
  const t = useText();
  const refusal = useRefusal();
  const { signOut } = useSession();
  const [isAsked, setAsked] = useState(false);
  const [typed, setTyped] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [{ fetching }, remove] = useMutation(DeleteAccountDocument);

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const password = String(new FormData(event.currentTarget).get("password"));
    const { data, error } = await remove({ input: { password } });
    if (data?.deleteAccount.__typename === "DeleteAccountSuccess") return signOut();
    if (data?.deleteAccount.__typename === "WrongPasswordError") setProblem(t("account.wrongPassword"));
    else if (data) setProblem(refusal(data.deleteAccount, "account.notDeleted"));
    else if (error) setProblem(t(textOfError(error)));
  }

  return (
    <Section title={t("account.delete")}>
      <p className="text-soft">{t("account.deleteHint")}</p>
      <Button className="border-bad text-bad" onClick={() => setAsked(true)}>
        {t("account.delete")}
      </Button>
      <Modal
        title={t("account.deleteTitle")}
        open={isAsked}
        onClose={() => setAsked(false)}
        foot={
          <>
            <Button onClick={() => setAsked(false)}>{t("action.cancel")}</Button>
            <Button kind="danger" type="submit" form="delete-account" disabled={fetching || typed !== username}>
              {t("account.deleteNow")}
            </Button>
          </>
        }
      >
        <form id="delete-account" onSubmit={(event) => void submit(event)} className="space-y-3">
          <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
          <p>{t("account.deleteText")}</p>
          <Field
            label={t("account.typeName", { name: username })}
            value={typed}
            onChange={(event) => setTyped(event.target.value)}
            autoComplete="off"
            required
          />
          <Field label={t("signing.password")} name="password" type="password" autoComplete="current-password" required {...(problem !== null && { problem })} />
        </form>
      </Modal>
    </Section>
  );
}

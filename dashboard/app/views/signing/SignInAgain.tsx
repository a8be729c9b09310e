import { type FormEvent, useState } from "react";

import { signIn } from "../../client/session";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { Modal } from "../../parts/Modal";
import { useText } from "../../texts";
import { textOfRefusal } from "./SignIn";

interface Properties {
  username: string;
  onSignedIn: () => void;
  onSignOut: () => void;
}

/** Asks for the password over whatever is being done, which goes on afterwards. */
export function SignInAgain({ username, onSignedIn, onSignOut }: Properties) {
  const t = useText();
  const [problem, setProblem] = useState<string>();

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    try {
      await signIn(username, String(new FormData(event.currentTarget).get("password")));
      onSignedIn();
    } catch (error) {
      setProblem(t(textOfRefusal(error)));
    }
  }

  return (
    <Modal
      title={t("signing.againTitle")}
      open
      onClose={onSignOut}
      foot={
        <>
          <Button onClick={onSignOut}>{t("signing.outNow")}</Button>
          <Button kind="main" type="submit" form="sign-in-again">
            {t("signing.again")}
          </Button>
        </>
      }
    >
      <form id="sign-in-again" onSubmit={(event) => void submit(event)} className="space-y-4">
        <p>{t("signing.againLead")}</p>
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        <Field
          label={`${t("signing.password")} · ${username}`}
          name="password"
          type="password"
          autoComplete="current-password"
          required
          autoFocus
          {...(problem && { problem })}
        />
      </form>
    </Modal>
  );
}

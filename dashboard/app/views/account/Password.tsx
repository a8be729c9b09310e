import { type FormEvent, useState } from "react";
import { useMutation } from "urql";

import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "../../client/passwords";
import { ChangePasswordDocument } from "../../gql/graphql";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { textOfError } from "../../parts/Notes";
import { useToast } from "../../parts/Toasts";
import { useText } from "../../texts";
import { useRefusal } from "../../texts/refusals";
import { Section } from "./Section";

interface Problem {
  of: "current" | "new" | "again" | "all";
  text: string;
}

/** Changes the password; every other device has to sign in again. */
export function Password({ username }: { username: string }) {
  const t = useText();
  const toast = useToast();
  const refusal = useRefusal();
  const [{ fetching }, change] = useMutation(ChangePasswordDocument);
  const [problem, setProblem] = useState<Problem | null>(null);

  /** Change it; return what is wrong, if anything is. */
  async function changed(form: FormData): Promise<Problem | null> {
    const currentPassword = String(form.get("current"));
    const newPassword = String(form.get("new"));
    if (newPassword !== String(form.get("again"))) return { of: "again", text: t("account.notTheSame") };
    const { data, error } = await change({ input: { currentPassword, newPassword } });
    if (error) return { of: "all", text: t(textOfError(error)) };
    if (data?.changePassword.__typename === "WrongPasswordError") return { of: "current", text: t("account.wrongPassword") };
    if (data?.changePassword.__typename === "InvalidInputError") return { of: "new", text: refusal(data.changePassword, "error.server") };
    return null;
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = event.currentTarget;
    const found = await changed(new FormData(form));
    setProblem(found);
    if (found) return;
    form.reset();
    toast(t("account.passwordChanged"));
  }

  const wrong = (of: Problem["of"]) => (problem?.of === of ? { problem: problem.text } : {});
  return (
    <Section title={t("account.password")}>
      <form onSubmit={(event) => void submit(event)} className="space-y-3">
        <input type="text" name="username" autoComplete="username" value={username} readOnly hidden />
        <Field label={t("account.currentPassword")} name="current" type="password" autoComplete="current-password" required {...wrong("current")} />
        <Field
          label={t("account.newPassword")}
          name="new"
          type="password"
          autoComplete="new-password"
          minLength={PASSWORD_MIN_LENGTH}
          maxLength={PASSWORD_MAX_LENGTH}
          hint={t("signing.passwordHint", { count: PASSWORD_MIN_LENGTH })}
          required
          {...wrong("new")}
        />
        <Field label={t("account.newPasswordAgain")} name="again" type="password" autoComplete="new-password" required {...wrong("again")} />
        {problem?.of === "all" && (
          <p role="alert" className="text-bad">
            {problem.text}
          </p>
        )}
        <Button kind="main" type="submit" disabled={fetching}>
          {t("account.changePassword")}
        </Button>
      </form>
    </Section>
  );
}

import type { CombinedError } from "@urql/core";
import { type FormEvent, useState } from "react";
import { useMutation } from "urql";
import { Link } from "wouter";

import { PASSWORD_MAX_LENGTH, PASSWORD_MIN_LENGTH } from "../../client/passwords";
import { SignInRefused } from "../../client/session";
import { useSession } from "../../client/SessionProvider";
import { RegisterDocument } from "../../gql/graphql";
import { Button } from "../../parts/Button";
import { Field } from "../../parts/Field";
import { textOfError } from "../../parts/Notes";
import { LanguageSwitch, ThemeSwitch } from "../../shell/Switches";
import { type TextId, useText } from "../../texts";
import { useRefusal } from "../../texts/refusals";

const REFUSALS: Record<SignInRefused["kind"], TextId> = {
  credentials: "signing.wrong",
  tooMany: "signing.tooMany",
  unreachable: "error.offline",
  other: "error.server",
};

/** What a refusal means in the present language. */
export function textOfRefusal(error: unknown): TextId {
  return error instanceof SignInRefused ? REFUSALS[error.kind] : "error.server";
}

/** Why nobody was registered, where it is not for what the form says. */
function textOfRegistering(error: CombinedError, asAdmin: boolean): TextId {
  const text = textOfError(error);
  if (text === "error.forbidden") return asAdmin ? "signing.notAsAdmin" : "signing.closed";
  return text === "error.tooMany" ? "signing.tooMany" : text;
}

/** An account that was made, but which could not be signed in to at once. */
export interface Made {
  username: string;
  password: string;
  problem: TextId;
}

interface Properties {
  register: boolean;
  made: Made | null;
  onMade: (made: Made) => void;
}

/** Signing in and registering. */
export function SignIn({ register, made, onMade }: Properties) {
  const t = useText();
  const refusal = useRefusal();
  const { signIn } = useSession();
  const [, registerAccount] = useMutation(RegisterDocument);
  const [problem, setProblem] = useState<string | null>(null);
  const [isBusy, setBusy] = useState(false);
  const [asAdmin, setAsAdmin] = useState(false);

  /** Register; return what is wrong, if anything is. */
  async function registered(form: FormData): Promise<string | null> {
    const { data, error } = await registerAccount({
      input: {
        username: String(form.get("username")),
        password: String(form.get("password")),
        email: String(form.get("email")) || null,
        role: asAdmin ? "ADMIN" : "JOB_SEEKER",
        adminCode: asAdmin ? String(form.get("adminCode")) || null : null,
      },
    });
    if (error) return t(textOfRegistering(error, asAdmin));
    if (data?.register.__typename === "UsernameTakenError") return t("signing.taken");
    if (data?.register.__typename === "InvalidInputError") return refusal(data.register, "error.server");
    return null;
  }

  async function submit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault();
    const form = new FormData(event.currentTarget);
    const [username, password] = [String(form.get("username")), String(form.get("password"))];
    setBusy(true);
    setProblem(null);
    const refused = register ? await registered(form) : null;
    setProblem(refused);
    try {
      if (refused === null) await signIn(username, password);
    } catch (error) {
      // From here on the name is this person's own: registering it again could only be refused.
      if (register) onMade({ username, password, problem: textOfRefusal(error) });
      else setProblem(t(textOfRefusal(error)));
    } finally {
      setBusy(false);
    }
  }

  return (
    <main className="flex min-h-full flex-col items-center justify-center gap-6 px-4 py-8">
      <div className="text-center">
        <h1 className="text-2xl font-bold">{t("app.name")}</h1>
        <p className="mt-1 text-soft">{t("signing.lead")}</p>
      </div>
      <form
        onSubmit={(event) => void submit(event)}
        className="w-full max-w-sm space-y-4 rounded-xl border border-line bg-card p-6 shadow-sm"
      >
        <h2 className="text-lg font-semibold">{t(register ? "signing.registerTitle" : "signing.title")}</h2>
        {problem === null && made && (
          <p role="alert" className="rounded-lg bg-warn-wash px-3 py-2 text-warn">
            {t("signing.made", { name: made.username })} {t(made.problem)}
          </p>
        )}
        {problem !== null && (
          <p role="alert" className="rounded-lg bg-bad-wash px-3 py-2 text-bad">
            {problem}
          </p>
        )}
        <Field label={t("signing.username")} name="username" autoComplete="username" defaultValue={made?.username} required autoFocus />
        <Field
          label={t("signing.password")}
          name="password"
          type="password"
          autoComplete={register ? "new-password" : "current-password"}
          defaultValue={made?.password}
          {...(register && {
            hint: t("signing.passwordHint", { count: PASSWORD_MIN_LENGTH }),
            minLength: PASSWORD_MIN_LENGTH,
            maxLength: PASSWORD_MAX_LENGTH,
          })}
          required
        />
        {register && (
          <>
            <Field label={t("signing.email")} name="email" type="email" autoComplete="email" />
            <label className="flex items-center gap-2 text-sm">
              <input type="checkbox" checked={asAdmin} onChange={(event) => setAsAdmin(event.target.checked)} />
              {t("signing.asAdmin")}
            </label>
            {asAdmin && (
              <Field label={t("signing.adminCode")} name="adminCode" hint={t("signing.adminHint")} autoComplete="off" />
            )}
          </>
        )}
        <Button kind="main" type="submit" disabled={isBusy} className="w-full">
          {t(register ? "signing.register" : "signing.submit")}
        </Button>
        <Link href={register ? "/login" : "/register"} className="block text-center text-accent underline">
          {t(register ? "signing.toLogin" : "signing.toRegister")}
        </Link>
      </form>
      <div className="flex gap-2">
        <LanguageSwitch />
        <ThemeSwitch />
      </div>
    </main>
  );
}

import { useMutation } from "urql";

import { DeleteUserDocument, SetUserRoleDocument, type UserInTableFragment } from "../../gql/graphql";
import { Ask } from "../../parts/Ask";
import { useNumber } from "../../parts/moments";
import { textOfError } from "../../parts/Notes";
import { useToast } from "../../parts/Toasts";
import { useText } from "../../texts";
import { refusalIn, useRefusal } from "../../texts/refusals";
import { inputOf, type Part } from "./roles";

/** What is to be done with a user, before somebody says that it shall be. */
export type Asked = { user: UserInTableFragment; name: string } & ({ what: "role"; part: Part } | { what: "delete" });

/** Asks before a user gets another role or loses the account. */
export function Asking({ asked, onClose, onDone }: { asked: Asked | null; onClose: () => void; onDone: () => void }) {
  const t = useText();
  const number = useNumber();
  const refusal = useRefusal();
  const toast = useToast();
  const [settingRole, setRole] = useMutation(SetUserRoleDocument);
  const [deleting, remove] = useMutation(DeleteUserDocument);
  const isBusy = settingRole.fetching || deleting.fetching;
  if (!asked) return null;
  const { user, name } = asked;

  async function giveRole(part: Part) {
    const { error } = await setRole({ input: inputOf(user.id, part) });
    toast(error ? refusal(refusalIn(error), textOfError(error)) : t("users.roleSet", { name, role: t(`role.${part}`) }));
    onClose();
  }

  async function deleteThem() {
    const { data, error } = await remove({ input: { user: user.id } });
    const refused = data && data.deleteAccount.__typename !== "DeleteAccountSuccess" ? refusal(data.deleteAccount, "account.notDeleted") : null;
    toast(error ? t(textOfError(error)) : (refused ?? t("users.deleted", { name })));
    onClose();
    onDone();
  }

  if (asked.what === "role") {
    return (
      <Ask title={t("users.roleTitle", { name })} open action={t("users.roleAction")} isBusy={isBusy} isHarmless onDo={() => void giveRole(asked.part)} onClose={onClose}>
        {t("users.roleText", { name, role: t(`role.${asked.part}`) })} {t(`role.${asked.part}.means`)}
      </Ask>
    );
  }
  return (
    <Ask title={t("users.deleteTitle", { name })} open action={t("action.delete")} isBusy={isBusy} onDo={() => void deleteThem()} onClose={onClose}>
      {t("users.deleteText", { name, count: number(user.resumes.totalCount) })}
    </Ask>
  );
}

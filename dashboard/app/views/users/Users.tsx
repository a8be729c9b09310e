import { useCallback, useMemo, useState } from "react";
import { useLocation } from "wouter";

import { useSession } from "../../client/SessionProvider";
import { type Role, type UserInTableFragment, type UserOrder, type UsersQuery, UsersDocument } from "../../gql/graphql";
import { useMoment, useNumber } from "../../parts/moments";
import { BlindNote, Empty } from "../../parts/Notes";
import { SearchBox } from "../../parts/SearchBox";
import { ListTable } from "../../parts/table/ListTable";
import { TableEnds } from "../../parts/table/TableEnds";
import { usePages } from "../../parts/table/usePages";
import { useUrlState } from "../../parts/urlState";
import { AdminOnly } from "../../shell/AdminOnly";
import { Page } from "../../shell/Page";
import { useLanguage, useText } from "../../texts";
import { type Asked, Asking } from "./Asking";
import { userColumns } from "./columns";

const ORDERS: UserOrder[] = ["ID_DESC", "ID_ASC", "USERNAME_ASC", "USERNAME_DESC"];
const ROLES: Role[] = ["JOB_SEEKER", "ADMIN"];
const LOOK = "min-h-10 rounded-lg border border-line bg-card px-2";
const connectionOf = (data: UsersQuery) => data.users;
const PAGE = 100;
const idOf = ({ id }: UserInTableFragment): string => id;

/** Everybody who has an account. */
export default function Users() {
  const t = useText();
  return (
    <AdminOnly sighted>
      <Page title={t("users.title")}>
        <View />
      </Page>
    </AdminOnly>
  );
}

function View() {
  const t = useText();
  const language = useLanguage();
  const moment = useMoment();
  const number = useNumber();
  const [, go] = useLocation();
  const { viewer, isBlind } = useSession();
  const [address, change] = useUrlState();
  const [asked, setAsked] = useState<Asked | null>(null);

  const text = isBlind ? "" : (address.get("q") ?? "");
  const role = ROLES.find((each) => each === address.get("role")) ?? null;
  const orderBy = ORDERS.find((each) => each === address.get("sort")) ?? "ID_DESC";
  const variables = useMemo(() => ({ filter: { text: text || null, role }, orderBy }), [text, role, orderBy]);
  const pages = usePages(UsersDocument, variables, connectionOf, PAGE);
  const columns = useMemo(() => userColumns({ moment, number, isBlind, ownId: viewer?.id, onAsk: setAsked }), [language, isBlind, viewer?.id]);

  const sorting = {
    directionOf: (column: string) => {
      const isBy = { username: "USERNAME", createdAt: "ID" }[column];
      if (!isBy || (isBlind && column === "username")) return undefined;
      if (!orderBy.startsWith(isBy)) return null;
      return orderBy.endsWith("_ASC") ? ("ascending" as const) : ("descending" as const);
    },
    onSort: (column: string) => {
      const [first, second]: UserOrder[] = column === "username" ? ["USERNAME_ASC", "USERNAME_DESC"] : ["ID_DESC", "ID_ASC"];
      change({ sort: (orderBy === first ? second : first) ?? null }, { keep: true });
    },
  };
  const open = useCallback((user: UserInTableFragment) => go(`/all-resumes?owner=${user.databaseId}`), [go]);

  return (
    <div className="flex h-[calc(100dvh-10.5rem)] min-h-112 flex-col gap-3 md:h-[calc(100dvh-6.75rem)] print:h-auto">
      <div className="flex flex-wrap gap-2 print:hidden">
        {!isBlind && (
          <div className="min-w-52 grow">
            <SearchBox label={t("users.search")} value={text} maxLength={200} onSearch={(q) => change({ q })} />
          </div>
        )}
        <select aria-label={t("users.role")} value={role ?? ""} onChange={(event) => change({ role: event.target.value }, { keep: true })} className={LOOK}>
          <option value="">{t("users.everyRole")}</option>
          {ROLES.map((each) => (
            <option key={each} value={each}>
              {t(`role.${each}`)}
            </option>
          ))}
        </select>
      </div>
      {isBlind && <BlindNote>{t("users.blind")}</BlindNote>}
      <ListTable
        pages={pages}
        empty={<Empty title={t("users.emptyTitle")}>{t("all.emptyText")}</Empty>}
        label={t("users.title")}
        columns={columns}
        idOf={idOf}
        rowHeight={48}
        onOpen={open}
        sorting={sorting}
      />
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm text-soft">
        <p aria-live="polite">{pages.total !== null && t("users.count", { total: number(pages.total) })}</p>
        <TableEnds pages={pages} />
      </div>
      <Asking asked={asked} onClose={() => setAsked(null)} onDone={pages.reload} />
    </div>
  );
}

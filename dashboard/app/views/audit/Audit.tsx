import { useMemo } from "react";

import { useSession } from "../../client/SessionProvider";
import { AuditLogDocument, type AuditAction, type AuditInTableFragment, type AuditLogQuery } from "../../gql/graphql";
import { Button } from "../../parts/Button";
import { useMoment, useNumber } from "../../parts/moments";
import { BlindNote, Empty } from "../../parts/Notes";
import { SearchBox } from "../../parts/SearchBox";
import { ListTable } from "../../parts/table/ListTable";
import { TableEnds } from "../../parts/table/TableEnds";
import { type Connection, usePages } from "../../parts/table/usePages";
import { useUrlState } from "../../parts/urlState";
import { AdminOnly } from "../../shell/AdminOnly";
import { Page } from "../../shell/Page";
import { useLanguage, useText } from "../../texts";
import { dayAfter } from "../allResumes/address";
import { ACTIONS } from "./actions";
import { auditColumns } from "./columns";

/** Entries have no id of their own: their place in the log is one. */
export type Line = AuditInTableFragment & { cursor: string };

const LOOK = "min-h-10 rounded-lg border border-line bg-card px-2";
const PAGE = 100;
const idOf = ({ cursor }: Line): string => cursor;

function connectionOf(data: AuditLogQuery): Connection<Line> | null {
  const log = data.auditLog;
  return log ? { ...log, edges: log.edges.map(({ cursor, node }) => ({ node: { ...node, cursor } })) } : null;
}

/** What was done, by whom, and with whose data. */
export default function Audit() {
  const t = useText();
  return (
    <AdminOnly sighted>
      <Page title={t("audit.title")} lead={t("audit.lead")}>
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
  const { isBlind } = useSession();
  const [address, change] = useUrlState();
  const action = ACTIONS.find((each) => each === address.get("action")) ?? null;
  const user = address.get("user");
  const from = address.get("from");
  const until = address.get("until");
  const variables = useMemo(
    () => ({ filter: { action, user: user || null, atFrom: dayAfter(from, 0), atUntil: dayAfter(until, 1) } }),
    [action, user, from, until],
  );
  const pages = usePages(AuditLogDocument, variables, connectionOf, PAGE);
  const columns = useMemo(() => auditColumns({ moment, isBlind, onUser: (id) => change({ user: id }, { keep: true }) }), [language, isBlind, change]);
  const isNarrowed = Boolean(action ?? user ?? from ?? until);

  return (
    <div className="flex h-[calc(100dvh-12rem)] min-h-112 flex-col gap-3 md:h-[calc(100dvh-8.5rem)] print:h-auto">
      <div className="flex flex-wrap items-center gap-2 print:hidden">
        <select
          aria-label={t("audit.action")}
          value={action ?? ""}
          onChange={(event) => change({ action: event.target.value as AuditAction | "" }, { keep: true })}
          className={LOOK}
        >
          <option value="">{t("audit.everyAction")}</option>
          {ACTIONS.map((each) => (
            <option key={each} value={each}>
              {t(`auditAction.${each}`)}
            </option>
          ))}
        </select>
        <div className="w-56">
          <SearchBox label={t("audit.user")} value={user ?? ""} maxLength={60} onSearch={(id) => change({ user: id })} />
        </div>
        {(["from", "until"] as const).map((name) => (
          <label key={name} className="flex items-center gap-2 text-sm text-soft">
            {t(`filter.${name}`)}
            <input type="date" value={address.get(name) ?? ""} onChange={(event) => change({ [name]: event.target.value }, { keep: true })} className={LOOK} />
          </label>
        ))}
        {isNarrowed && (
          <Button kind="quiet" onClick={() => change({ action: null, user: null, from: null, until: null }, { keep: true })}>
            {t("all.clear")}
          </Button>
        )}
      </div>
      {isBlind && <BlindNote>{t("audit.blind")}</BlindNote>}
      <ListTable
        pages={pages}
        empty={<Empty title={t("audit.emptyTitle")}>{t("all.emptyText")}</Empty>}
        label={t("audit.title")}
        columns={columns}
        idOf={idOf}
        rowHeight={44}
      />
      <div className="flex flex-wrap items-center justify-between gap-2 text-sm text-soft">
        <p aria-live="polite">{pages.total !== null && t("audit.count", { total: number(pages.total) })}</p>
        <TableEnds pages={pages} />
      </div>
    </div>
  );
}

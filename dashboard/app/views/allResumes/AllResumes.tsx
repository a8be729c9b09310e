import { useCallback, useEffect, useMemo, useState } from "react";
import { useLocation, useSearch } from "wouter";

import { useSession } from "../../client/SessionProvider";
import { AllResumesDocument, type AllResumesQuery, type AllResumesQueryVariables, AllResumesWithHistoryDocument, type AllResumesWithHistoryQuery, type ResumeTableColumn } from "../../gql/graphql";
import { useMoment, useNumber } from "../../parts/moments";
import { BlindNote, Empty } from "../../parts/Notes";
import { ListTable } from "../../parts/table/ListTable";
import { TableEnds } from "../../parts/table/TableEnds";
import { type Connection, usePages } from "../../parts/table/usePages";
import { AdminOnly } from "../../shell/AdminOnly";
import { Page } from "../../shell/Page";
import { text, useLanguage, useText } from "../../texts";
import { filterOf, orderOf, readAddress, type Shown, writeAddress } from "./address";
import { BulkBar } from "./BulkBar";
import { Chips } from "./Chips";
import { COLUMNS, HIDDEN_WHEN_BLIND, type InTable, needHistory, needsOf, tableColumns } from "./columns";
import { ExportMenu } from "./ExportMenu";
import { Filters, FiltersButton } from "./Filters";
import { SavedViews } from "./SavedViews";
import { isIn, NOBODY, selected } from "./selection";
import { directionOf, nextOrder } from "./sorting";
import { Toolbar } from "./Toolbar";

const PAGE = 100;
const PAGE_WITH_HISTORY = 50;
const ROW_HEIGHT = 44;
const ROW_HEIGHT_WITH_PASSAGE = 62;
const connectionOf = (data: AllResumesQuery | AllResumesWithHistoryQuery): Connection<InTable> | null | undefined => data.resumes;
const idOf = ({ id }: InTable): string => id;

/** Every resume that there is, found by its words and by what was read from it. */
export default function AllResumes() {
  return (
    <AdminOnly>
      <View />
    </AdminOnly>
  );
}

function View() {
  const t = useText();
  const language = useLanguage();
  const number = useNumber();
  const moment = useMoment();
  const { isBlind, staysBlind } = useSession();
  const [, go] = useLocation();
  const search = useSearch();
  const shown = useMemo(() => allowed(readAddress(search, COLUMNS), isBlind, staysBlind), [search, isBlind, staysBlind]);
  const [announced, setAnnounced] = useState("");
  const [selection, setSelection] = useState(NOBODY);

  const open = useCallback((address: string, { keep = true } = {}) => go(`/all-resumes${address && `?${address}`}`, { replace: !keep }), [go]);
  const show = useCallback(
    (change: Partial<Shown>, options?: { keep?: boolean }) => open(writeAddress({ ...readAddress(search, COLUMNS), ...change }), options),
    [open, search],
  );

  const visible = useMemo(() => columnsShown(shown.columns, isBlind), [shown.columns, isBlind]);
  const filter = useMemo(() => filterOf(shown), [shown]);
  const orderBy = orderOf(shown);
  const phrase = shown.text.trim() || null;
  const variables = useMemo(
    () => ({ filter, orderBy, text: phrase, withPassages: phrase !== null && !isBlind, ...needsOf(visible) }),
    [filter, orderBy, phrase, isBlind, visible],
  );
  const pages = usePages<AllResumesQuery | AllResumesWithHistoryQuery, AllResumesQueryVariables, InTable>(
    needHistory(visible) ? AllResumesWithHistoryDocument : AllResumesDocument,
    variables,
    connectionOf,
    needHistory(visible) ? PAGE_WITH_HISTORY : PAGE,
  );
  const { rows, total } = pages;

  // What is selected is among what is shown.
  const question = JSON.stringify(filter);
  useEffect(() => setSelection(NOBODY), [question]);
  const selecting = {
    isSelected: ({ id }: InTable) => isIn(selection, id),
    select: (some: InTable[], isSelected: boolean) => setSelection((now) => selected(now, some.map(idOf), isSelected, rows.map(idOf))),
    nameOf: ({ fileName, databaseId }: InTable) => (isBlind ? `#${databaseId}` : fileName),
  };

  // The texts of the heads and of the cells are in the present language.
  const columns = useMemo(() => tableColumns(visible, moment, phrase !== null), [visible, language, phrase !== null]);
  const sorting = {
    directionOf: (column: string) => directionOf(column, orderBy, isBlind),
    onSort: (column: string) => {
      const order = nextOrder(column, orderBy);
      show({ order });
      setAnnounced(text(`order.${order}`));
    },
  };

  return (
    <Page title={t("all.title")}>
      <div className="flex h-[calc(100dvh-10.5rem)] min-h-120 md:h-[calc(100dvh-6.75rem)] flex-col gap-3 print:h-auto">
        <Toolbar shown={shown} order={orderBy} isBlind={isBlind} canSearch={!staysBlind} onShow={show}>
          <FiltersButton shown={shown} isBlind={isBlind} onShow={show} />
          <SavedViews address={writeAddress(readAddress(search, COLUMNS))} onOpen={open} />
          <ExportMenu columns={visible} filter={filter} orderBy={orderBy} selection={selection} found={total ?? 0} />
        </Toolbar>
        <Chips shown={shown} onShow={show} />
        {isBlind && <Hidden columns={shown.columns} />}
        <div className="flex min-h-0 grow gap-4">
          <Filters shown={shown} isBlind={isBlind} onShow={show} />
          <div className="flex min-w-0 grow flex-col gap-2">
            <ListTable
              pages={pages}
              empty={<Empty title={t(filter ? "all.emptyTitle" : "all.noneTitle")}>{t(filter ? "all.emptyText" : "all.noneText")}</Empty>}
              label={t("all.title")}
              columns={columns}
              idOf={idOf}
              rowHeight={variables.withPassages ? ROW_HEIGHT_WITH_PASSAGE : ROW_HEIGHT}
              onOpen={({ id }) => go(`/resumes/${id}`)}
              sorting={sorting}
              {...(!staysBlind && { selecting })}
            />
            <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm text-soft">
              <span aria-live="polite">{total !== null && t("table.loaded", { total: number(total), loaded: number(rows.length) })}</span>
              <TableEnds pages={pages} />
              <BulkBar
                selection={selection}
                filter={filter}
                total={total ?? 0}
                onSelectAll={() => setSelection({ all: true })}
                onClear={() => setSelection(NOBODY)}
                onDone={pages.reload}
              />
            </div>
            <p className="sr-only" aria-live="polite">
              {announced}
            </p>
          </div>
        </div>
      </div>
    </Page>
  );
}

function Hidden({ columns }: { columns: readonly ResumeTableColumn[] }) {
  const t = useText();
  const hidden = columns.filter((column) => HIDDEN_WHEN_BLIND.has(column));
  const told = (hidden.length > 0 ? hidden : [...HIDDEN_WHEN_BLIND]).map((column) => t(`column.${column}`));
  return <BlindNote>{t("all.blind", { columns: told.join(t("list.separator")) })}</BlindNote>;
}

/** Without what blind operations are refused for. */
function allowed(shown: Shown, isBlind: boolean, staysBlind: boolean): Shown {
  if (!isBlind) return shown;
  return { ...shown, text: staysBlind ? "" : shown.text, age: { from: null, until: null }, order: shown.order?.startsWith("FILE_NAME") ? null : shown.order };
}

function columnsShown(columns: readonly ResumeTableColumn[], isBlind: boolean): ResumeTableColumn[] {
  const visible = columns.filter((column) => !isBlind || !HIDDEN_WHEN_BLIND.has(column));
  if (!isBlind && visible.length > 0) return visible;
  return visible.includes("ID") ? visible : ["ID", ...visible];
}

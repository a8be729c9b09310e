import { useMemo, useState } from "react";
import { Link, useLocation } from "wouter";

import { useSession } from "../../client/SessionProvider";
import { FailuresDocument, type FailedInTableFragment, type FailuresQuery, type ResumeFilter } from "../../gql/graphql";
import { useMoment, useNumber } from "../../parts/moments";
import { BlindNote, Empty } from "../../parts/Notes";
import type { Column } from "../../parts/table/columns";
import { ListTable } from "../../parts/table/ListTable";
import { TableEnds } from "../../parts/table/TableEnds";
import { usePages } from "../../parts/table/usePages";
import { AdminOnly } from "../../shell/AdminOnly";
import { Page } from "../../shell/Page";
import { text, useLanguage, useText } from "../../texts";
import { BulkBar } from "../allResumes/BulkBar";
import { isIn, NOBODY, selected } from "../allResumes/selection";

const FAILED: ResumeFilter = { states: ["FAILED"] };
const NO_VARIABLES = {};
const connectionOf = (data: FailuresQuery) => data.resumes;
const PAGE = 100;
const idOf = ({ id }: FailedInTableFragment): string => id;

/** The resumes that could not be read, and why. */
export default function Failures() {
  const t = useText();
  return (
    <AdminOnly>
      <Page title={t("failures.title")} lead={t("failures.lead")}>
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
  const { isBlind, staysBlind } = useSession();
  const [selection, setSelection] = useState(NOBODY);
  const pages = usePages(FailuresDocument, NO_VARIABLES, connectionOf, PAGE);
  const { rows, total } = pages;
  const columns = useMemo(() => failureColumns(moment, isBlind), [language, isBlind]);

  const selecting = {
    isSelected: ({ id }: FailedInTableFragment) => isIn(selection, id),
    select: (some: FailedInTableFragment[], isSelected: boolean) => setSelection((now) => selected(now, some.map(idOf), isSelected, rows.map(idOf))),
    nameOf: (resume: FailedInTableFragment) => nameOf(resume, isBlind),
  };

  return (
    <div className="flex h-[calc(100dvh-12rem)] min-h-96 flex-col gap-3 md:h-[calc(100dvh-8.5rem)] print:h-auto">
      {isBlind && <BlindNote>{t("failures.blind")}</BlindNote>}
      <ListTable
        pages={pages}
        empty={<Empty title={t("failures.noneTitle")}>{t("failures.noneText")}</Empty>}
        label={t("failures.title")}
        columns={columns}
        idOf={idOf}
        rowHeight={60}
        onOpen={({ id }) => go(`/resumes/${id}`)}
        {...(!staysBlind && { selecting })}
      />
      <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-2 text-sm text-soft">
        <span aria-live="polite">{total !== null && total > 0 && t("table.rows", { total: number(total) })}</span>
        <TableEnds pages={pages} />
        <BulkBar
          selection={selection}
          filter={FAILED}
          total={total ?? 0}
          onSelectAll={() => setSelection({ all: true })}
          onClear={() => setSelection(NOBODY)}
          onDone={pages.reload}
        />
      </div>
    </div>
  );
}

const nameOf = ({ fileName, databaseId }: FailedInTableFragment, isBlind: boolean): string => (isBlind ? `#${databaseId}` : fileName);

function failureColumns(moment: (moment: string) => string, isBlind: boolean): Column<FailedInTableFragment>[] {
  return [
    {
      id: "file",
      size: 240,
      header: () => text("column.FILE_NAME"),
      cell: ({ row: { original } }) => (
        <Link href={`/resumes/${original.id}`} className="block truncate font-medium text-accent hover:underline">
          {nameOf(original, isBlind)}
        </Link>
      ),
    },
    {
      id: "reason",
      size: 420,
      header: () => text("column.FAILURE"),
      cell: ({ row: { original } }) => {
        const code = original.failure?.code ?? "INTERNAL";
        return (
          <>
            <p className="truncate text-bad">{text(`failure.${code}`)}</p>
            <p className="truncate text-sm text-soft" title={text(`failure.${code}.advice`)}>
              {text(`failure.${code}.advice`)}
            </p>
          </>
        );
      },
    },
    { id: "uploaded", size: 180, header: () => text("column.UPLOAD_TIME"), cell: ({ row }) => moment(row.original.uploadTime) },
    {
      id: "owner",
      size: 140,
      header: () => text("column.OWNER"),
      cell: ({ row: { original } }) => (
        <Link href={`/all-resumes?owner=${original.owner.databaseId}`} className="text-accent underline">
          {isBlind ? `#${original.owner.databaseId}` : original.owner.username}
        </Link>
      ),
    },
  ];
}

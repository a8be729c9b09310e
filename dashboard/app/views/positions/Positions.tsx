import { useCallback, useState } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";

import { useSession } from "../../client/SessionProvider";
import { PositionSourcesDocument } from "../../gql/graphql";
import { Button, buttonLook } from "../../parts/Button";
import { Empty, ErrorNote } from "../../parts/Notes";
import { SearchBox } from "../../parts/SearchBox";
import { useUrlState } from "../../parts/urlState";
import { Page } from "../../shell/Page";
import { useText } from "../../texts";
import { PositionRows, type Told } from "./PositionRows";

const MOST_PAGES = 40;

/** The catalogue of positions, in its own order or those most like a search first. */
export default function Positions() {
  const t = useText();
  const { isAdmin } = useSession();
  const [{ data, error }, lookAgain] = useQuery({ query: PositionSourcesDocument });
  const [parameters, change] = useUrlState();
  const search = parameters.get("q") ?? "";
  const source = parameters.get("source") ?? "";
  const pages = Math.min(Math.max(Number(parameters.get("pages")) || 1, 1), MOST_PAGES);
  // One that is gone since stays to be seen.
  const sourceNames = [...new Set([...(data?.positionSources?.map(({ name }) => name) ?? []), ...(source ? [source] : [])])];
  const asked = `${source}\n${search}`;
  const [told, setTold] = useState<(Told & { asked: string }) | null>(null);
  const note = useCallback(
    (now: Told) => setTold((before) => (before?.asked === asked && before.above > now.above ? before : { ...now, asked })),
    [asked],
  );
  // What was told before says nothing of what is asked now.
  const now = told?.asked === asked ? told : null;
  const count = now?.count ?? null;

  return (
    <Page
      title={t("positions.title")}
      lead={t("positions.lead")}
      actions={
        isAdmin ? (
          <Link href="/positions/import" className={buttonLook("main")}>
            {t("importing.title")}
          </Link>
        ) : null
      }
    >
      <div role="search" className="flex flex-wrap gap-3 print:hidden">
        <div className="min-w-60 grow">
          <SearchBox
            label={t("positions.search")}
            placeholder={t("positions.searchHint")}
            value={search}
            onSearch={(q) => change({ q, pages: null })}
          />
        </div>
        <select
          aria-label={t("positions.source")}
          value={source}
          onChange={(event) => change({ source: event.target.value, pages: null }, { keep: true })}
          className="min-h-10 min-w-40 rounded-lg border border-line bg-card px-3"
        >
          <option value="">{t("positions.allSources")}</option>
          {sourceNames.map((name) => (
            <option key={name} value={name}>
              {name === "bundled" ? t("positions.bundled") : name}
            </option>
          ))}
        </select>
      </div>
      {error && <ErrorNote error={error} onRetry={() => lookAgain({ requestPolicy: "network-only" })} />}
      <p aria-live="polite" className="min-h-6 text-soft">
        {count !== null && t(search ? "positions.countFound" : "positions.count", { count })}
      </p>
      {count === 0 && <Empty title={t("positions.noneTitle")}>{t("positions.none")}</Empty>}
      <div hidden={count === 0} className="overflow-x-auto rounded-xl border border-line bg-card">
        <table className="w-full md:table-fixed">
          <caption className="sr-only">{t("positions.title")}</caption>
          <thead className="text-left text-sm text-soft">
            <tr>
              <th scope="col" className="px-4 py-2 font-medium">
                {t("positions.position")}
              </th>
              <th scope="col" className="hidden w-28 px-4 py-2 font-medium md:table-cell">
                {t("positions.city")}
              </th>
              <th scope="col" className="w-32 px-4 py-2 text-right font-medium md:w-52">
                {t("positions.pay")}
              </th>
              <th scope="col" className="hidden w-48 px-4 py-2 font-medium lg:table-cell">
                {t("positions.asks")}
              </th>
              <th scope="col" className="hidden w-40 px-4 py-2 font-medium lg:table-cell">
                {t("positions.source")}
              </th>
            </tr>
          </thead>
          <PositionRows
            key={asked}
            search={search}
            source={source}
            after={null}
            above={0}
            pages={pages}
            onLoad={note}
          />
        </table>
      </div>
      {now?.hasMore && <Button onClick={() => change({ pages: String(pages + 1) })}>{t("positions.more")}</Button>}
    </Page>
  );
}

import type { ReactNode } from "react";

import type { ResumeOrder } from "../../gql/graphql";
import { SearchBox } from "../../parts/SearchBox";
import { useText } from "../../texts";
import { ORDERS, type Shown } from "./address";
import { ColumnMenu } from "./ColumnMenu";

interface Properties {
  shown: Shown;
  order: ResumeOrder;
  isBlind: boolean;
  canSearch: boolean;
  onShow: (change: Partial<Shown>, options?: { keep?: boolean }) => void;
  children?: ReactNode;
}

/** The search, the order and the columns of the table. */
export function Toolbar({ shown, order, isBlind, canSearch, onShow, children }: Properties) {
  const t = useText();
  const isSearch = shown.text.trim() !== "";
  const offered = ORDERS.filter((each) => (isSearch || each !== "RELEVANCE_DESC") && !(isBlind && each.startsWith("FILE_NAME")));
  return (
    <div className="flex flex-wrap items-center gap-2 print:hidden">
      {canSearch && (
        <div className="min-w-52 grow basis-72">
          <SearchBox
            label={t("all.search")}
            placeholder={`${t("all.search")}  ${t("all.searchHint")}`}
            value={shown.text}
            maxLength={200}
            onSearch={(text) => onShow({ text }, { keep: false })}
          />
        </div>
      )}
      <label className="flex items-center gap-2 text-sm">
        <span className="text-soft">{t("all.sort")}</span>
        <select
          value={order}
          onChange={(event) => onShow({ order: event.target.value as ResumeOrder })}
          className="min-h-10 rounded-lg border border-line bg-card px-2"
        >
          {offered.map((each) => (
            <option key={each} value={each}>
              {t(`order.${each}`)}
            </option>
          ))}
        </select>
      </label>
      <ColumnMenu chosen={shown.columns} isBlind={isBlind} onChoose={(columns) => onShow({ columns })} />
      {children}
    </div>
  );
}

import type { ResumeTableColumn } from "../../gql/graphql";
import { Button } from "../../parts/Button";
import { Sheet } from "../../parts/Sheet";
import { useText } from "../../texts";
import { USUAL_COLUMNS } from "./address";
import { COLUMNS, HIDDEN_WHEN_BLIND } from "./columns";

interface Properties {
  chosen: ResumeTableColumn[];
  isBlind: boolean;
  onChoose: (columns: ResumeTableColumn[]) => void;
}

/** Chooses which columns the table has, and in which order. */
export function ColumnMenu({ chosen, isBlind, onChoose }: Properties) {
  const t = useText();
  const others = COLUMNS.filter((column) => !chosen.includes(column));

  const moveLeft = (at: number) => {
    const moved = [...chosen];
    moved.splice(at - 1, 2, ...chosen.slice(at - 1, at + 1).reverse());
    onChoose(moved);
  };

  return (
    <Sheet label={t("all.columns")} title={t("all.columnsTitle")}>
      <ul>
        {[...chosen, ...others].map((column, at) => {
          const isChosen = at < chosen.length;
          return (
            <li key={column} className="flex items-center gap-2">
              <label className="flex grow items-center gap-2 rounded px-1 py-1 hover:bg-sunken">
                <input
                  type="checkbox"
                  checked={isChosen}
                  disabled={isChosen && chosen.length === 1}
                  onChange={() => onChoose(isChosen ? chosen.filter((each) => each !== column) : [...chosen, column])}
                />
                <span>{t(`column.${column}`)}</span>
                {isBlind && HIDDEN_WHEN_BLIND.has(column) && <span className="text-sm text-soft">({t("all.columnHidden")})</span>}
              </label>
              {isChosen && at > 0 && (
                <Button kind="quiet" small aria-label={t("all.columnUp", { column: t(`column.${column}`) })} onClick={() => moveLeft(at)}>
                  ←
                </Button>
              )}
            </li>
          );
        })}
      </ul>
      <Button small onClick={() => onChoose(USUAL_COLUMNS)}>
        {t("all.columnsUsual")}
      </Button>
    </Sheet>
  );
}

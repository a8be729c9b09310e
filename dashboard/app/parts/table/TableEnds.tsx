import { useText } from "../../texts";
import { Button } from "../Button";
import type { Pages } from "./usePages";

/** More than what one looks through at a glance. */
const LONG = 50;

/** Leads to the start and to the end of a long list. */
export function TableEnds({ pages: { ends, total } }: { pages: Pages<object> }) {
  const t = useText();
  if (!ends || total === null || total <= LONG) return null;
  return (
    <span className="flex gap-1 print:hidden">
      <Button kind="quiet" small onClick={ends.toStart}>
        {t("table.toStart")}
      </Button>
      <Button kind="quiet" small onClick={ends.toEnd}>
        {t("table.toEnd")}
      </Button>
    </span>
  );
}

import { Button } from "../../parts/Button";
import { useText } from "../../texts";
import { EVERYTHING, type Range, type Shown } from "./address";

interface Chip {
  what: string;
  change: Partial<Shown>;
}

/** What the rows are narrowed by, each of which can be taken away. */
export function Chips({ shown, onShow }: { shown: Shown; onShow: (change: Partial<Shown>) => void }) {
  const t = useText();
  const chips = useChips(shown);
  if (chips.length === 0) return null;
  const { columns: _columns, order: _order, ...nothing } = EVERYTHING;
  return (
    <ul aria-label={t("all.filters")} className="flex flex-wrap items-center gap-2">
      {chips.map(({ what, change }) => (
        <li key={what} className="flex max-w-full items-center gap-1 rounded-full bg-accent-wash py-0.5 pr-1 pl-3 text-sm text-accent">
          <span className="truncate">{what}</span>
          <button type="button" aria-label={t("all.remove", { what })} onClick={() => onShow(change)} className="rounded-full px-1.5 hover:bg-card print:hidden">
            ✕
          </button>
        </li>
      ))}
      <li className="print:hidden">
        <Button kind="quiet" small onClick={() => onShow(nothing)}>
          {t("all.clear")}
        </Button>
      </li>
    </ul>
  );
}

function useChips(shown: Shown): Chip[] {
  const t = useText();
  const told = ({ from, until }: Range): string | null => {
    if (from !== null && until !== null) return t("filter.band", { from, until });
    if (from !== null) return t("filter.bandOpen", { from });
    return until === null ? null : t("filter.bandUntil", { until });
  };
  const chips: Chip[] = [
    ...shown.states.map((state) => ({ what: t(`resumeState.${state}`), change: { states: shown.states.filter((each) => each !== state) } })),
    ...shown.skills.map((skill) => ({ what: skill, change: { skills: shown.skills.filter((each) => each !== skill) } })),
    ...shown.cities.map((city) => ({ what: city, change: { cities: shown.cities.filter((each) => each !== city) } })),
  ];
  const add = (what: string | null, change: Partial<Shown>): void => void (what && chips.push({ what, change }));
  const named = (name: string, value: string | null): string | null => (value === null ? null : `${name}: ${value}`);
  const { years, age, pay, from, until, period } = EVERYTHING;
  if (shown.text.trim()) add(named(t("filter.text"), shown.text.trim()), { text: "" });
  if (shown.degree) add(t("filter.orAbove", { degree: t(`degree.${shown.degree}`) }), { degree: null });
  add(named(t("filter.YEARS"), told(shown.years)), { years });
  add(named(t("filter.AGE"), told(shown.age)), { age });
  add(named(t("filter.PAY"), told(shown.pay)), { pay });
  add(named(t("filter.POSITION"), shown.position), { position: null });
  add(named(t("filter.owner"), shown.owner && `#${shown.owner}`), { owner: null });
  const days = shown.period ?? (shown.from || shown.until ? `${shown.from ?? ""} – ${shown.until ?? ""}` : null);
  add(named(t("filter.UPLOAD"), days), { from, until, period });
  return chips;
}

import { useMemo, useState } from "react";
import { useQuery } from "urql";

import { FacetsDocument } from "../../gql/graphql";
import { useNumber } from "../../parts/moments";
import { useText } from "../../texts";
import { filterOf, type Shown } from "./address";
import { COSTLY, type Group, kindOf, type Option, optionsOf, without } from "./facets";
import { AddValue, DaysFilter, RangeFilter } from "./FilterInputs";

interface Properties {
  group: Group;
  shown: Shown;
  onShow: (change: Partial<Shown>) => void;
}

const VALUES = 12;
const OPEN_AT_FIRST: ReadonlySet<Group> = new Set<Group>(["STATE", "SKILL", "DEGREE", "CITY"]);
const SHARED = [...OPEN_AT_FIRST].filter((group) => !COSTLY.has(group));

/** One kind of filter: its values with how many resumes have each of them. */
export function FacetGroup({ group, shown, onShow }: Properties) {
  const t = useText();
  const isUsed = JSON.stringify(without(group, shown)) !== JSON.stringify(shown);
  const [isOpen, setOpen] = useState(OPEN_AT_FIRST.has(group) || isUsed);

  // Groups that are open at first and say nothing themselves ask the same question, which is sent once.
  const isAlone = isUsed || !SHARED.includes(group);
  const variables = useMemo(
    () => ({ filter: filterOf(isAlone ? without(group, shown) : shown), kinds: (isAlone ? [group] : SHARED).map(kindOf), values: VALUES }),
    [group, shown, isAlone],
  );
  const [{ data }] = useQuery({ query: FacetsDocument, variables, pause: !isOpen });

  const counts = data?.resumeFacets?.facets.find(({ kind }) => kind === kindOf(group))?.counts ?? null;
  const options = optionsOf(group, counts, shown);

  return (
    <details open={isOpen} onToggle={(event) => setOpen(event.currentTarget.open)} className="rounded-lg border border-line bg-card">
      <summary className="cursor-pointer px-3 py-2 text-sm font-semibold">
        {t(`filter.${group}`)}
        {isUsed && <span className="ml-1 text-accent">●</span>}
      </summary>
      <div className="space-y-1 px-2 pb-2">
        <ul className={group === "SKILL" || group === "CITY" ? "min-h-24" : ""}>
          {options.map((option) => (
            <OptionRow key={option.key} group={group} option={option} onPress={() => onShow(option.change)} />
          ))}
        </ul>
        {group === "SKILL" && <AddValue label={t("filter.SKILL")} onAdd={(skill) => onShow({ skills: [...new Set([...shown.skills, skill])] })} />}
        {group === "CITY" && <AddValue label={t("filter.CITY")} onAdd={(city) => onShow({ cities: [...new Set([...shown.cities, city])] })} />}
        {group === "POSITION" && <AddValue label={t("filter.POSITION")} onAdd={(position) => onShow({ position })} />}
        {group === "YEARS" && <RangeFilter label={t("filter.YEARS")} range={shown.years} onApply={(years) => onShow({ years })} />}
        {group === "AGE" && <RangeFilter label={t("filter.AGE")} range={shown.age} onApply={(age) => onShow({ age })} />}
        {group === "PAY" && <RangeFilter label={t("filter.PAY")} step={1000} range={shown.pay} onApply={(pay) => onShow({ pay })} />}
        {group === "UPLOAD" && <DaysFilter shown={shown} onApply={onShow} />}
      </div>
    </details>
  );
}

function OptionRow({ group, option: { key, count, isChosen }, onPress }: { group: Group; option: Option; onPress: () => void }) {
  const number = useNumber();
  const label = useOptionLabel()(group, key);
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onPress}
        className={`flex w-full items-center gap-2 rounded px-2 py-1 text-left text-sm ${isChosen ? "bg-accent-wash font-medium text-accent" : "hover:bg-sunken"}`}
      >
        <span className="min-w-0 grow truncate" title={label}>
          {label}
        </span>
        {count !== null && <span className={`tabular-nums ${isChosen ? "" : "text-soft"}`}>{number(count)}</span>}
      </button>
    </li>
  );
}

/** Return what names a value of a group. */
function useOptionLabel(): (group: Group, key: string) => string {
  const t = useText();
  const number = useNumber();
  return (group, key) => {
    switch (group) {
      case "STATE":
        return t(`resumeState.${key as Shown["states"][number]}`);
      case "DEGREE":
        return t("filter.orAbove", { degree: t(`degree.${key as NonNullable<Shown["degree"]>}`) });
      case "YEARS":
      case "AGE":
      case "PAY": {
        const [from = "", until = ""] = key.split("-");
        return until ? t("filter.band", { from: number(Number(from)), until: number(Number(until)) }) : t("filter.bandOpen", { from: number(Number(from)) });
      }
      default:
        return key;
    }
  };
}

import type { FeatureName } from "../gql/graphql";
import { useText } from "../texts";

export interface Part {
  feature: FeatureName;
  value: number;
  weight: number;
  isStated: boolean;
}

/** The parts of a score: for each how much of what it can give it gives, as a bar as long as it can weigh. */
export function Breakdown({ parts }: { parts: Part[] }) {
  const t = useText();
  const counted = parts.filter(({ weight }) => weight > 0);
  const heaviest = Math.max(...counted.map(({ weight }) => weight), 0.01);
  return (
    <table className="w-full text-sm">
      <caption className="sr-only">{t("matching.breakdown")}</caption>
      <tbody>
        {counted.map(({ feature, value, weight, isStated }) => (
          <tr key={feature} className={isStated ? "" : "text-soft"}>
            <th scope="row" className="w-px pr-3 text-left font-normal whitespace-nowrap">
              {t(`feature.${feature}`)}
            </th>
            <td className="min-w-16">
              <div aria-hidden className="h-2 rounded-full bg-sunken" style={{ width: `${(100 * weight) / heaviest}%` }}>
                <div
                  className={`h-2 rounded-full ${isStated ? "bg-accent" : "bg-line"}`}
                  style={{ width: `${100 * value}%` }}
                />
              </div>
            </td>
            <td className="w-px pl-3 text-right whitespace-nowrap tabular-nums">
              {isStated
                ? t("matching.points", { points: Math.round(100 * value * weight), most: Math.round(100 * weight) })
                : t("matching.notStated")}
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  );
}

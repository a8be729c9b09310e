import type { ReactNode } from "react";

import type { PositionQuery } from "../../gql/graphql";
import { Badge } from "../../parts/Badge";
import { usePayRange } from "../../parts/payRange";
import { useLanguage, useText } from "../../texts";
import { amountsOf } from "./pay";
import { titleIn } from "./titles";

export type WholePosition = Extract<NonNullable<PositionQuery["node"]>, { __typename: "Position" }>;

/** What a position offers and asks for, its codes and where it comes from. */
export function PositionFacts({ position }: { position: WholePosition }) {
  const t = useText();
  const language = useLanguage();
  const payRange = usePayRange();
  const { pay, degree, yearsMin, level, titleZh, titleEn } = position;
  const title = titleIn(language, position);
  const otherTitles = [titleZh, titleEn, ...position.aliases].filter((each) => each && each !== title);
  const facts: [string, ReactNode][] = [
    [
      t("positions.pay"),
      <>
        {payRange(position.salaryRange)} {position.salaryIsEstimate && <Badge>{t("positions.estimate")}</Badge>}
        {pay && pay.currency !== "CNY" && (
          <span className="block text-sm text-soft">
            {amountsOf(pay, language)} {t(`period.${pay.period}`)}
          </span>
        )}
        {position.salaryText && position.salaryText !== position.salaryRange && (
          <span className="block text-sm text-soft">{t("positions.printed", { text: position.salaryText })}</span>
        )}
        {position.salaryBasis && position.salaryBasis !== "estimate" && (
          <span className="block text-sm text-soft">{t("positions.basis", { basis: position.salaryBasis })}</span>
        )}
      </>,
    ],
    [t("positions.city"), position.city],
    [t("positions.company"), position.company],
    [t("positions.degree"), t(`degree.${degree}`)],
    [t("positions.experience"), yearsMin > 0 ? t("positions.years", { years: yearsMin }) : t("degree.NONE")],
    [t("positions.level"), level && t(`level.${level}`)],
    [t("positions.source"), position.source === "bundled" ? t("positions.bundled") : position.source],
    [t("positions.externalId"), position.externalId],
    [t("positions.occupationCode"), position.occupationCode],
    [t("positions.isco"), position.isco],
  ];
  return (
    <dl className="grid gap-x-6 gap-y-3 sm:grid-cols-2 lg:grid-cols-3">
      {facts.map(
        ([label, shown]) =>
          shown && (
            <div key={label} className="min-w-0">
              <dt className="text-sm text-soft">{label}</dt>
              <dd className="break-words">{shown}</dd>
            </div>
          ),
      )}
      {otherTitles.length > 0 && (
        <div className="col-span-full">
          <dt className="text-sm text-soft">{t("positions.alsoCalled")}</dt>
          <dd>{otherTitles.join(" · ")}</dd>
        </div>
      )}
    </dl>
  );
}

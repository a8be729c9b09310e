import type { MatchShownFragment } from "../../../gql/graphql";
import { buttonLook } from "../../../parts/Button";
import { Modal } from "../../../parts/Modal";
import { usePayRange } from "../../../parts/payRange";
import { useLanguage, useText } from "../../../texts";
import { amountsOf } from "../../positions/pay";

type Shown = NonNullable<MatchShownFragment["posting"]>;

/** A position as its source tells it. */
export function Posting({ posting, open, onClose }: { posting: Shown; open: boolean; onClose: () => void }) {
  const t = useText();
  const language = useLanguage();
  const payRange = usePayRange();
  const { pay, salaryText, salaryRange, yearsMin } = posting;
  const facts: [string, (string | false | null | undefined)[]][] = [
    [t("positions.company"), [posting.company]],
    [t("positions.city"), [posting.city]],
    [
      t("positions.pay"),
      [
        payRange(salaryRange),
        posting.salaryIsEstimate && t("match.estimate"),
        pay && pay.currency !== "CNY" && `${amountsOf(pay, language)} ${t(`period.${pay.period}`)}`,
        salaryText && salaryText !== salaryRange && t("positions.printed", { text: salaryText }),
      ],
    ],
    [t("positions.degree"), [t(`degree.${posting.degree}`)]],
    [t("positions.experience"), [yearsMin > 0 ? t("positions.years", { years: yearsMin }) : t("degree.NONE")]],
    [t("match.skills"), posting.skills],
    [t("positions.source"), [posting.source === "bundled" ? t("positions.bundled") : posting.source]],
  ];
  return (
    <Modal
      title={posting.title}
      open={open}
      onClose={onClose}
      wide
      foot={
        posting.url ? (
          <a href={posting.url} target="_blank" rel="noreferrer nofollow" className={buttonLook("main")}>
            {t("positions.posting")} ↗
          </a>
        ) : null
      }
    >
      <dl className="grid gap-x-4 gap-y-1 sm:grid-cols-[8rem_minmax(0,1fr)]">
        {facts.map(([label, told]) => {
          const shown = told.filter(Boolean).join(" · ");
          return shown ? (
            <div key={label} className="contents">
              <dt className="text-soft">{label}</dt>
              <dd className="mb-2 wrap-anywhere sm:mb-0">{shown}</dd>
            </div>
          ) : null;
        })}
      </dl>
      <h3 className="mt-4 mb-1 font-medium">{t("positions.description")}</h3>
      <p className="max-w-prose whitespace-pre-line wrap-anywhere">{posting.description ?? t("match.noDescription")}</p>
    </Modal>
  );
}

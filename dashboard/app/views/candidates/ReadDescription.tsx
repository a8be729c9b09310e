import type { CandidatesQuery } from "../../gql/graphql";
import { Badge } from "../../parts/Badge";
import { useText } from "../../texts";

export type Described = NonNullable<NonNullable<CandidatesQuery["candidates"]>["described"]>;

/** What was read of a pasted job description: what candidates are compared with. */
export function ReadDescription({ described }: { described: Described }) {
  const t = useText();
  const { title, skills, degree, yearsMin, city, salaryText, level, isco } = described;
  const facts: [string, string | null][] = [
    [t("positions.position"), title],
    [t("positions.city"), city],
    [t("positions.pay"), salaryText],
    [t("positions.degree"), degree === "NONE" ? null : t(`degree.${degree}`)],
    [t("positions.experience"), yearsMin > 0 ? t("positions.years", { years: yearsMin }) : null],
    [t("positions.level"), level && t(`level.${level}`)],
    [t("positions.isco"), isco],
  ];
  return (
    <section aria-labelledby="read" className="rounded-xl border border-line bg-card p-4">
      <h2 id="read" className="font-semibold">
        {t("candidates.read")}
      </h2>
      <p className="text-sm text-soft">{t("candidates.readHint")}</p>
      <dl className="mt-3 flex flex-wrap gap-x-8 gap-y-2">
        {facts.map(([label, shown]) => (
          <div key={label}>
            <dt className="text-sm text-soft">{label}</dt>
            <dd className={shown ? "font-medium" : "text-soft"}>{shown ?? t("candidates.notRead")}</dd>
          </div>
        ))}
      </dl>
      <div className="mt-3">
        <span className="text-sm text-soft">{t("field.SKILLS")}</span>
        {skills.length === 0 ? (
          <p className="text-soft">{t("candidates.notRead")}</p>
        ) : (
          <ul className="mt-1 flex flex-wrap gap-1.5">
            {skills.map((skill) => (
              <li key={skill}>
                <Badge tone="accent">{skill}</Badge>
              </li>
            ))}
          </ul>
        )}
      </div>
    </section>
  );
}

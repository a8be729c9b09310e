import { Link } from "wouter";

import { useText } from "../texts";
import { Badge } from "./Badge";

interface Properties {
  matched: string[];
  missing: string[];
  /** Where a skill that is there can be seen; null where that is not known. */
  addressOf?: (skill: string) => string | null;
}

/** Skills that are there and skills that are missing, told apart by sign and colour. */
export function Skills({ matched, missing, addressOf }: Properties) {
  const t = useText();
  return (
    <div className="space-y-2">
      <SkillList label={t("matching.matched")} sign="✓" tone="good" skills={matched} {...(addressOf && { addressOf })} />
      <SkillList label={t("matching.missing")} sign="–" tone="warn" skills={missing} />
    </div>
  );
}

interface ListProperties {
  label: string;
  sign: string;
  tone: "good" | "warn";
  skills: string[];
  addressOf?: (skill: string) => string | null;
}

function SkillList({ label, sign, tone, skills, addressOf }: ListProperties) {
  if (skills.length === 0) return null;
  return (
    <div className="flex flex-wrap items-baseline gap-1.5">
      <span className="mr-1 text-sm text-soft">{label}</span>
      <ul className="contents">
        {skills.map((skill) => {
          const badge = (
            <Badge tone={tone}>
              <span aria-hidden>{sign}</span> {skill}
            </Badge>
          );
          const address = addressOf?.(skill) ?? null;
          return (
            <li key={skill} className="min-w-0">
              {address === null ? badge : <Link href={address} className="hover:underline">{badge}</Link>}
            </li>
          );
        })}
      </ul>
    </div>
  );
}

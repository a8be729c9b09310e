import { useText } from "../texts";
import { Badge } from "./Badge";

/** Skills that are there and skills that are missing, told apart by sign and colour. */
export function Skills({ matched, missing }: { matched: string[]; missing: string[] }) {
  const t = useText();
  return (
    <div className="space-y-2">
      <SkillList label={t("matching.matched")} sign="✓" tone="good" skills={matched} />
      <SkillList label={t("matching.missing")} sign="–" tone="warn" skills={missing} />
    </div>
  );
}

function SkillList({ label, sign, tone, skills }: { label: string; sign: string; tone: "good" | "warn"; skills: string[] }) {
  if (skills.length === 0) return null;
  return (
    <div className="flex flex-wrap items-baseline gap-1.5">
      <span className="mr-1 text-sm text-soft">{label}</span>
      <ul className="contents">
        {skills.map((skill) => (
          <li key={skill} className="min-w-0">
            <Badge tone={tone}>
              <span aria-hidden>{sign}</span> {skill}
            </Badge>
          </li>
        ))}
      </ul>
    </div>
  );
}

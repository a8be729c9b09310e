import { Badge } from "../../parts/Badge";
import { useText } from "../../texts";
import { type EntriesField, inWords, keyOf, spanOf } from "./fields";
import { useReading } from "./reading";
import { Value } from "./Value";

interface Told {
  heading: string;
  beside: string[];
  span: string | null;
  summary: string | null;
}

/** The jobs or the times at schools, one below the other. */
export function Entries({ field }: { field: EntriesField }) {
  const t = useText();
  const { analysis, evidence } = useReading();
  const now = t("resume.now");
  const entries: Told[] =
    field === "EDUCATION"
      ? analysis.education.map((entry) => ({
          heading: entry.school,
          beside: stated(entry.major, entry.degree),
          span: spanOf(entry, now),
          summary: null,
        }))
      : analysis.experience.map((entry) => ({
          heading: entry.company ?? entry.title ?? "",
          beside: entry.company ? stated(entry.title) : [],
          span: spanOf(entry, now),
          summary: entry.summary ?? null,
        }));
  return (
    <ol className="space-y-3">
      {entries.map(({ heading, beside, span, summary }, at) => {
        const found = evidence.get(keyOf(field, at));
        return (
          <li key={at}>
            <div className="flex flex-wrap items-baseline gap-x-3">
              <span className="font-medium">
                <Value of={keyOf(field, at)} text={heading} />
              </span>
              {beside.length > 0 && <span>{beside.join(" · ")}</span>}
              {span && <span className="text-soft tabular-nums">{span}</span>}
              {found && inWords(found.confidence) === "check" && <Badge tone="warn">{t("resume.confidence.check")}</Badge>}
            </div>
            {summary && <p className="mt-1 text-sm whitespace-pre-line text-soft wrap-anywhere">{summary}</p>}
          </li>
        );
      })}
    </ol>
  );
}

const stated = (...parts: (string | null | undefined)[]): string[] => parts.filter((part): part is string => Boolean(part));

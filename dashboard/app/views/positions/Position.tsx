import { useQuery } from "urql";
import { useParams } from "wouter";

import { useSession } from "../../client/SessionProvider";
import { PositionDocument } from "../../gql/graphql";
import { Badge } from "../../parts/Badge";
import { buttonLook } from "../../parts/Button";
import { Empty, ErrorNote, Skeleton } from "../../parts/Notes";
import { Page } from "../../shell/Page";
import { useLanguage, useText } from "../../texts";
import { Ranking } from "../candidates/Ranking";
import { PositionFacts } from "./PositionFacts";
import { titleIn } from "./titles";

/** A position, and for administrators who fits it. */
export default function Position() {
  const t = useText();
  const language = useLanguage();
  const { id } = useParams<{ id: string }>();
  const { isAdmin } = useSession();
  const [{ data, error }, look] = useQuery({ query: PositionDocument, variables: { id } });
  const position = data?.node?.__typename === "Position" ? data.node : null;

  if (!position) {
    return (
      <Page title={t("positions.position")}>
        {error ? (
          <ErrorNote error={error} onRetry={() => look({ requestPolicy: "network-only" })} />
        ) : data ? (
          <Empty title={t("error.notFound")} />
        ) : (
          <Skeleton className="h-40" />
        )}
      </Page>
    );
  }
  return (
    <Page
      title={titleIn(language, position)}
      lead={[position.company, position.city].filter(Boolean).join(" · ")}
      actions={
        position.url ? (
          <a href={position.url} target="_blank" rel="noreferrer" className={buttonLook()}>
            {t("positions.posting")} <span aria-hidden>↗</span>
          </a>
        ) : null
      }
    >
      <section aria-label={t("positions.about")} className="space-y-4 rounded-xl border border-line bg-card p-5">
        <PositionFacts position={position} />
        {position.skills.length > 0 && (
          <div>
            <h2 className="mb-1 text-sm text-soft">{t("field.SKILLS")}</h2>
            <ul className="flex flex-wrap gap-1.5">
              {position.skills.map((skill) => (
                <li key={skill}>
                  <Badge>{skill}</Badge>
                </li>
              ))}
            </ul>
          </div>
        )}
        {position.description && (
          <details open={position.description.length < 1200}>
            <summary className="cursor-pointer text-sm text-soft">{t("positions.description")}</summary>
            <p className="mt-2 max-w-prose whitespace-pre-line">{position.description}</p>
          </details>
        )}
      </section>
      {isAdmin && (
        <section aria-labelledby="candidates" className="space-y-4">
          <h2 id="candidates" className="text-xl font-bold">
            {t("candidates.ofPosition")}
          </h2>
          <Ranking wanted={{ position: id }} />
        </section>
      )}
    </Page>
  );
}

import { useQuery } from "urql";
import { Link } from "wouter";

import { useSession } from "../../../client/SessionProvider";
import { ResumeDuplicatesDocument } from "../../../gql/graphql";
import { Badge } from "../../../parts/Badge";
import { buttonLook } from "../../../parts/Button";
import { ErrorNote, Skeleton } from "../../../parts/Notes";
import { useText } from "../../../texts";
import { useMoment } from "../../../parts/moments";

/** Other resumes that are the same file or the same person's, each with a way to compare. */
export function Duplicates({ id }: { id: string }) {
  const t = useText();
  const time = useMoment();
  const { viewer } = useSession();
  const [{ data, error, fetching }, look] = useQuery({ query: ResumeDuplicatesDocument, variables: { id } });
  const resume = data?.resume;
  return (
    <section aria-labelledby="duplicates" className="rounded-xl border border-line bg-card p-4">
      <h2 id="duplicates" className="font-semibold">
        {t("duplicates.title")}
      </h2>
      {error && <ErrorNote error={error} onRetry={() => look({ requestPolicy: "network-only" })} />}
      {!resume && fetching && <Skeleton rows={1} />}
      {resume?.duplicates.length === 0 && <p className="mt-2 text-soft">{t("duplicates.none")}</p>}
      <ul className="mt-2 divide-y divide-line">
        {resume?.duplicates.map(({ signs, resume: other }) => {
          const [older, newer] = other.databaseId < resume.databaseId ? [other.id, id] : [id, other.id];
          return (
            <li key={other.id} className="flex flex-wrap items-center gap-x-4 gap-y-1 py-2">
              <span className="min-w-0 grow basis-48">
                <Link href={`/resumes/${other.id}`} className="font-medium text-accent wrap-anywhere hover:underline">
                  {other.fileName}
                </Link>
                <span className="block text-sm text-soft">
                  {other.owner.id !== viewer?.id && `${other.owner.username} · `}
                  {time(other.uploadTime)}
                </span>
              </span>
              <span className="flex flex-wrap gap-1">
                {signs.map((sign) => (
                  <Badge key={sign} tone="accent">
                    {t(`sign.${sign}`)}
                  </Badge>
                ))}
              </span>
              {other.state === "ANALYSED" && (
                <Link href={`/compare/${older}/${newer}`} className={buttonLook("plain", true)}>
                  {t("duplicates.compare")}
                </Link>
              )}
            </li>
          );
        })}
      </ul>
    </section>
  );
}

import { useEffect, useState } from "react";
import { useClient, useQuery, useSubscription } from "urql";
import { Link } from "wouter";

import { MyResumesDocument, ProgressDocument, type ResumeListedFragment } from "../../gql/graphql";
import { Button, buttonLook } from "../../parts/Button";
import { Empty, ErrorNote, Skeleton } from "../../parts/Notes";
import { Page } from "../../shell/Page";
import { useText } from "../../texts";
import { DropZone } from "./DropZone";
import { ResumeRow } from "./ResumeRow";
import { UploadList } from "./UploadList";
import { useUploads } from "./UploadsProvider";

/** One's own resumes: dropping files in, and what became of them. */
export default function Resumes() {
  const t = useText();
  const client = useClient();
  const { endedCount } = useUploads();
  const [selected, setSelected] = useState<string[]>([]);
  const [{ data, error, fetching }, look] = useQuery({ query: MyResumesDocument, variables: {} });
  const [more, setMore] = useState<ResumeListedFragment[]>([]);
  const [cursor, setCursor] = useState<string | null>(null);

  useEffect(() => {
    if (endedCount > 0) look({ requestPolicy: "network-only" });
  }, [endedCount, look]);

  const first = data?.me.resumes;
  const resumes = [...(first?.edges.map(({ node }) => node) ?? []), ...more];
  const after = more.length > 0 ? cursor : first?.pageInfo.hasNextPage ? (first.pageInfo.endCursor ?? null) : null;

  async function loadMore() {
    const page = (await client.query(MyResumesDocument, { after }).toPromise()).data?.me.resumes;
    if (!page) return;
    setMore((now) => [...now, ...page.edges.map(({ node }) => node)]);
    setCursor(page.pageInfo.hasNextPage ? (page.pageInfo.endCursor ?? null) : null);
  }

  const inWork = resumes.filter(({ state }) => state === "UPLOADED" || state === "ANALYSING").map(({ id }) => id);
  const [older, newer] = [...selected].sort((one, other) => resumes.findIndex(({ id }) => id === other) - resumes.findIndex(({ id }) => id === one));

  return (
    <Page
      title={t("resumes.title")}
      actions={
        older && newer ? (
          <Link href={`/compare/${older}/${newer}`} className={buttonLook("main")}>
            {t("resumes.compare")}
          </Link>
        ) : null
      }
    >
      <DropZone offersSample={!fetching && resumes.length === 0} />
      <UploadList />
      {error && <ErrorNote error={error} onRetry={() => look({ requestPolicy: "network-only" })} />}
      {inWork.length > 0 && <Follow ids={inWork} onChange={() => look({ requestPolicy: "network-only" })} />}
      {!data && fetching && <Skeleton />}
      {data && resumes.length === 0 && <Empty title={t("resumes.emptyTitle")}>{t("resumes.emptyText")}</Empty>}
      {resumes.length > 0 && (
        <ul className="space-y-3">
          {resumes.map((resume) => (
            <ResumeRow
              key={resume.id}
              resume={resume}
              isSelected={selected.includes(resume.id)}
              onSelect={(isSelected) =>
                setSelected((now) => (isSelected ? [...now, resume.id].slice(-2) : now.filter((id) => id !== resume.id)))
              }
            />
          ))}
        </ul>
      )}
      {after && <Button onClick={() => void loadMore()}>{t("resumes.more")}</Button>}
    </Page>
  );
}

/** Looks again whenever one of these resumes has come further. */
function Follow({ ids, onChange }: { ids: string[]; onChange: () => void }) {
  const [{ data }] = useSubscription({ query: ProgressDocument, variables: { ids: ids.slice(0, 100) } });
  const progress = JSON.stringify(data?.resumesProgress);
  useEffect(() => {
    if (progress) onChange();
    // Only what the server tells is a reason to look.
  }, [progress]);
  return null;
}

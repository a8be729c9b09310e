import { useEffect, useState } from "react";
import { useSubscription } from "urql";
import { Link } from "wouter";

import { MyResumesDocument, type MyResumesQuery, ProgressDocument } from "../../gql/graphql";
import { Button, buttonLook } from "../../parts/Button";
import { Empty, ErrorNote, Skeleton } from "../../parts/Notes";
import { usePages } from "../../parts/table/usePages";
import { Page } from "../../shell/Page";
import { useText } from "../../texts";
import { DropZone } from "./DropZone";
import { ResumeRow } from "./ResumeRow";
import { UploadList } from "./UploadList";
import { useUploads } from "./UploadsProvider";

const ALL = {};
const ASK_AGAIN_MS = 3000;
const connectionOf = (data: MyResumesQuery) => data.me.resumes;

/** One's own resumes: dropping files in, and what became of them. */
export default function Resumes() {
  const t = useText();
  const { endedCount } = useUploads();
  const [selected, setSelected] = useState<string[]>([]);
  const { rows: resumes, total, error, isLoading, isLoadingMore, hasMore, loadMore, reload } = usePages(MyResumesDocument, ALL, connectionOf);

  useEffect(() => {
    if (endedCount > 0) reload();
  }, [endedCount, reload]);

  // Where the server is away, the list may be waiting for what it was just told of.
  const isUnreachable = error?.networkError !== undefined;
  useEffect(() => {
    if (!isUnreachable || isLoading) return;
    const timer = setTimeout(reload, ASK_AGAIN_MS);
    return () => clearTimeout(timer);
  }, [isUnreachable, isLoading, reload]);

  const inWork = resumes.filter(({ state }) => state === "UPLOADED" || state === "ANALYSING").map(({ id }) => id);
  const [older, newer] = [...selected].sort((one, other) => resumes.findIndex(({ id }) => id === other) - resumes.findIndex(({ id }) => id === one));

  return (
    <Page title={t("resumes.title")}>
      <DropZone offersSample={total === 0} />
      <UploadList />
      {error && <ErrorNote error={error} onRetry={reload} />}
      {inWork.length > 0 && <Follow ids={inWork} onChange={reload} />}
      {total === null && isLoading && <Skeleton />}
      {total === 0 && <Empty title={t("resumes.emptyTitle")}>{t("resumes.emptyText")}</Empty>}
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
              onDeleted={reload}
            />
          ))}
        </ul>
      )}
      {selected.length > 0 && (
        <div role="status" className="sticky bottom-4 z-10 flex flex-wrap items-center gap-3 rounded-xl border border-line bg-card px-4 py-2 shadow-lg print:hidden">
          {older && newer ? (
            <Link href={`/compare/${older}/${newer}`} className={buttonLook("main")}>
              {t("resumes.compare")}
            </Link>
          ) : (
            <span>{t("resumes.compareOne")}</span>
          )}
          <Button kind="quiet" onClick={() => setSelected([])}>
            {t("resumes.unselect")}
          </Button>
        </div>
      )}
      {hasMore && (
        <Button disabled={isLoadingMore} onClick={loadMore}>
          {t("resumes.more")}
        </Button>
      )}
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

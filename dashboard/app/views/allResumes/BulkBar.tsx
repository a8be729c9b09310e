import { useRef, useState } from "react";
import { useClient, useQuery } from "urql";

import { whenAllowed } from "../../client/limits";
import { DeleteResumesDocument, ReanalyzeResumesDocument, type ResumeFilter, type ResumeSelection, WaitingCountDocument } from "../../gql/graphql";
import { Ask } from "../../parts/Ask";
import { Button } from "../../parts/Button";
import { useNumber } from "../../parts/moments";
import { textOfError } from "../../parts/Notes";
import { Progress } from "../../parts/Progress";
import { useToast } from "../../parts/Toasts";
import { useInterval } from "../../parts/useInterval";
import { useText } from "../../texts";
import { doWithAll, type Step } from "./bulk";
import { type Selection, sizeOf } from "./selection";

type Work = "delete" | "reanalyze";

interface Properties {
  selection: Selection;
  filter: ResumeFilter | null;
  total: number;
  onSelectAll: () => void;
  onClear: () => void;
  /** Called when something was done with the rows. */
  onDone: () => void;
}

/** What can be done with the rows that are selected, and how far it is. */
export function BulkBar({ selection, filter, total, onSelectAll, onClear, onDone }: Properties) {
  const t = useText();
  const number = useNumber();
  const toast = useToast();
  const client = useClient();
  const isStopped = useRef(false);
  const [asked, setAsked] = useState<Work | null>(null);
  const [running, setRunning] = useState<{ work: Work; done: number; total: number } | null>(null);
  const [isFollowing, setFollowing] = useState(false);
  const count = sizeOf(selection, total);

  async function send(work: Work, input: ResumeSelection): Promise<Step> {
    if (work === "delete") {
      const { data, error } = await whenAllowed(() => client.mutation(DeleteResumesDocument, { input }).toPromise());
      if (!data) throw error;
      const { deletedResumeIds, missingCount, next } = data.deleteResumes;
      return { count: deletedResumeIds.length + missingCount, next: next ?? null };
    }
    const { data, error } = await whenAllowed(() => client.mutation(ReanalyzeResumesDocument, { input }).toPromise());
    if (!data) throw error;
    const { resumeIds, inWorkCount, missingCount, next } = data.reanalyzeResumes;
    return { count: resumeIds.length + inWorkCount + missingCount, next: next ?? null };
  }

  async function run(work: Work) {
    setAsked(null);
    isStopped.current = false;
    setRunning({ work, done: 0, total: count });
    try {
      const done = await doWithAll({
        selection,
        filter,
        send: (input) => send(work, input),
        told: (now) => setRunning({ work, done: now, total: count }),
        isStopped: () => isStopped.current,
      });
      toast(t(work === "delete" ? "bulk.deleted" : "bulk.queued", { count: number(done) }));
      onClear();
    } catch (error) {
      toast(t(textOfError(error as Parameters<typeof textOfError>[0])));
    } finally {
      setRunning(null);
      setFollowing(work === "reanalyze");
      onDone();
    }
  }

  if (running) {
    const label = t(running.work === "delete" ? "bulk.deleting" : "bulk.queueing", { done: number(running.done), total: number(running.total) });
    return <Progress label={label} done={running.done} total={running.total} onStop={() => (isStopped.current = true)} />;
  }
  return (
    <>
      {isFollowing && <Following onEnd={() => setFollowing(false)} onChange={onDone} />}
      {count === 0 && !isFollowing && <span className="hidden md:inline print:hidden">{t("table.keys")}</span>}
      {count > 0 && (
        <div className="flex grow flex-wrap items-center gap-2 rounded-lg bg-accent-wash px-3 py-1 text-ink print:hidden">
          <span aria-live="polite" className="grow font-medium text-accent">
            {t(selection.all ? "bulk.allSelected" : "bulk.selected", { count: number(count) })}
          </span>
          {!selection.all && total > count && (
            <Button kind="quiet" small onClick={onSelectAll}>
              {t("bulk.selectAll", { count: number(total) })}
            </Button>
          )}
          <Button small onClick={() => setAsked("reanalyze")}>
            {t("bulk.reanalyze")}
          </Button>
          <Button small onClick={() => setAsked("delete")}>
            {t("bulk.delete")}
          </Button>
          <Button kind="quiet" small onClick={onClear}>
            {t("bulk.clear")}
          </Button>
        </div>
      )}
      <Ask
        title={t(asked === "reanalyze" ? "bulk.reanalyzeTitle" : "bulk.deleteTitle", { count: number(count) })}
        open={asked !== null}
        action={t(asked === "reanalyze" ? "bulk.reanalyze" : "bulk.delete")}
        isHarmless={asked === "reanalyze"}
        onDo={() => asked && void run(asked)}
        onClose={() => setAsked(null)}
      >
        {t(asked === "reanalyze" ? "bulk.reanalyzeText" : "bulk.deleteText", { count: number(count) })}
      </Ask>
    </>
  );
}

const LOOK_SECONDS = 2;

/** How many resumes still wait to be read again; ends when none does. */
function Following({ onEnd, onChange }: { onEnd: () => void; onChange: () => void }) {
  const t = useText();
  const number = useNumber();
  const [most, setMost] = useState(0);
  const [{ data }, look] = useQuery({ query: WaitingCountDocument, requestPolicy: "network-only" });
  const left = data?.resumes?.totalCount;
  useInterval(() => look({ requestPolicy: "network-only" }), LOOK_SECONDS);
  if (left !== undefined && left > most) setMost(left);
  const ended = left === 0;
  useInterval(
    () => {
      onChange();
      onEnd();
    },
    ended ? LOOK_SECONDS : null,
  );
  if (left === undefined) return null;
  return <Progress label={ended ? t("bulk.read") : t("bulk.reading", { count: number(left) })} done={most - left} total={most} />;
}

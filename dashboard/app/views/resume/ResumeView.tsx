import { Tabs } from "@base-ui/react/tabs";
import type { CombinedError } from "@urql/core";
import { useMutation, useQuery, useSubscription } from "urql";
import { Link, useParams, useSearchParams } from "wouter";

import { useSession } from "../../client/SessionProvider";
import { AnalyseAgainDocument, ResumeDetailsDocument, ResumeLiveDocument, type ResumeShownFragment } from "../../gql/graphql";
import { Badge } from "../../parts/Badge";
import { Button, buttonLook } from "../../parts/Button";
import { ErrorNote, Skeleton, textOfError } from "../../parts/Notes";
import { Page } from "../../shell/Page";
import { useText } from "../../texts";
import { useMoment } from "../../parts/moments";
import { Details } from "./Details";
import { Exports } from "./export/Exports";
import { Failed } from "./Failed";
import { HighlightProvider } from "./highlight";
import { Matches } from "./matches/Matches";

const TABS = ["details", "matches", "export"] as const;
type Tab = (typeof TABS)[number];

const TONES = { UPLOADED: "neutral", ANALYSING: "accent", ANALYSED: "good", FAILED: "bad" } as const;

/** One resume: what was read from it, what fits, and what can be taken away. */
export default function ResumeView() {
  const { id = "" } = useParams<{ id: string }>();
  const [{ data, error, fetching }, look] = useQuery({ query: ResumeDetailsDocument, variables: { id } });
  const resume = data?.resume;
  if (!resume && fetching) return <Skeleton rows={4} className="h-24" />;
  if (!resume) return <Missing {...(error && { error })} onRetry={() => look({ requestPolicy: "network-only" })} />;
  return (
    <>
      <Live id={resume.id} />
      <Shown resume={resume} />
    </>
  );
}

/** Says why there is no resume, and leads to those that there are. */
function Missing({ error, onRetry }: { error?: CombinedError; onRetry: () => void }) {
  const t = useText();
  const isGone = !error || textOfError(error) === "error.notFound";
  return (
    <Page title={t("resume.none")}>
      {isGone ? <p>{t("error.notFound")}</p> : <ErrorNote error={error} onRetry={onRetry} />}
      <Link href="/" className={buttonLook("main")}>
        {t("nav.resumes")}
      </Link>
    </Page>
  );
}

/** Keeps the cache, and so the view, at the resume's present state. */
function Live({ id }: { id: string }) {
  useSubscription({ query: ResumeLiveDocument, variables: { id } });
  return null;
}

function Shown({ resume }: { resume: ResumeShownFragment }) {
  const t = useText();
  const time = useMoment();
  const { viewer } = useSession();
  const [search, setSearch] = useSearchParams();
  const [{ error: refused, fetching }, again] = useMutation(AnalyseAgainDocument);
  const asked = search.get("tab");
  const tab = TABS.find((each) => each === asked) ?? "details";
  const inWork = resume.state === "UPLOADED" || resume.state === "ANALYSING" ? resume.state : null;

  const show = (next: Tab) => setSearch(next === "details" ? {} : { tab: next }, { replace: true });

  return (
    <Page
      title={resume.fileName}
      lead={
        <span className="flex flex-wrap items-center gap-3">
          <span aria-live="polite">
            <Badge tone={TONES[resume.state]}>{t(`resumeState.${resume.state}`)}</Badge>
          </span>
          {resume.owner.id !== viewer?.id && <span>{t("resume.owner", { name: resume.owner.username })}</span>}
          <span>{time(resume.uploadTime)}</span>
        </span>
      }
      actions={
        resume.state === "ANALYSED" ? (
          <span className="flex gap-2 print:hidden">
            <Button onClick={() => window.print()}>{t("resume.print")}</Button>
            <Button disabled={fetching} onClick={() => void again({ id: resume.id })}>{t("resume.analyseAgain")}</Button>
          </span>
        ) : null
      }
    >
      {refused && <ErrorNote error={refused} />}
      {resume.state === "FAILED" && <Failed resume={resume} />}
      {inWork && (
        <div className="space-y-3">
          <p className="text-soft">{t(`resume.state.${inWork}`)}</p>
          <Skeleton rows={4} className="h-24" />
        </div>
      )}
      {resume.analysis && (
        <Tabs.Root value={tab} onValueChange={(next: Tab) => show(next)}>
          <Tabs.List className="mb-4 flex overflow-x-auto border-b border-line sm:gap-1 print:hidden">
            {TABS.map((each) => (
              <Tabs.Tab
                key={each}
                value={each}
                className="border-b-2 border-transparent px-3 py-2 whitespace-nowrap text-soft sm:px-4 data-active:border-accent data-active:font-medium data-active:text-accent"
              >
                {t(`resume.tab.${each}`)}
                {each === "matches" && resume.matches.length > 0 && ` (${resume.matches.length})`}
              </Tabs.Tab>
            ))}
          </Tabs.List>
          <HighlightProvider key={resume.id}>
            <Tabs.Panel value="details">
              <Details resume={resume} analysis={resume.analysis} />
            </Tabs.Panel>
            <Tabs.Panel value="matches">
              <Matches resume={resume} />
            </Tabs.Panel>
            <Tabs.Panel value="export">
              <Exports resume={resume} />
            </Tabs.Panel>
          </HighlightProvider>
        </Tabs.Root>
      )}
    </Page>
  );
}

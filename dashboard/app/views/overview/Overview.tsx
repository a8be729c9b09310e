import { useQuery } from "urql";

import { OverviewDocument, type OverviewQuery } from "../../gql/graphql";
import { useNumber } from "../../parts/moments";
import { ErrorNote, Skeleton } from "../../parts/Notes";
import { useInterval } from "../../parts/useInterval";
import { useUrlState } from "../../parts/urlState";
import { AdminOnly } from "../../shell/AdminOnly";
import { Page } from "../../shell/Page";
import { useText } from "../../texts";
import { Columns } from "./Columns";
import { Figure } from "./Figure";
import { Ranks } from "./Ranks";
import { States } from "./States";

const DAYS = [7, 30, 90, 365];
const USUAL_DAYS = 30;
const LOOK_SECONDS = 15;
const LOOK_SECONDS_AT_WORK = 3;

/** How much comes in, what becomes of it, and what people can and want. */
export default function Overview() {
  return (
    <AdminOnly>
      <View />
    </AdminOnly>
  );
}

function View() {
  const t = useText();
  const [address, change] = useUrlState();
  const days = DAYS.find((each) => String(each) === address.get("days")) ?? USUAL_DAYS;
  const [{ data, error }, look] = useQuery({ query: OverviewDocument, variables: { days } });
  const statistics = data?.statistics;
  const isAtWork = statistics?.resumesByStatus.some(({ state, count }) => count > 0 && (state === "UPLOADED" || state === "ANALYSING")) ?? false;
  useInterval(() => look({ requestPolicy: "network-only" }), isAtWork ? LOOK_SECONDS_AT_WORK : LOOK_SECONDS);

  return (
    <Page
      title={t("overview.title")}
      actions={
        <label className="flex items-center gap-2 text-sm print:hidden">
          <span className="text-soft">{t("overview.span")}</span>
          <select
            value={days}
            onChange={(event) => change({ days: event.target.value === String(USUAL_DAYS) ? null : event.target.value }, { keep: true })}
            className="min-h-10 rounded-lg border border-line bg-card px-2"
          >
            {DAYS.map((each) => (
              <option key={each} value={each}>
                {t("overview.days", { days: each })}
              </option>
            ))}
          </select>
        </label>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => look({ requestPolicy: "network-only" })} />}
      {statistics ? <Charts statistics={statistics} /> : !error && <Skeleton rows={3} className="h-56" />}
    </Page>
  );
}

function Charts({ statistics }: { statistics: NonNullable<OverviewQuery["statistics"]> }) {
  const t = useText();
  const number = useNumber();
  const uploads = statistics.resumesPerDay.map(({ date, count }) => ({ label: date, count, href: `/all-resumes?period=${date}` }));
  const positions = statistics.topPositions.map(({ position, count, averageScore }) => ({
    label: position,
    count,
    averageScore,
    href: `/all-resumes?${new URLSearchParams({ position }).toString()}`,
  }));
  const skills = statistics.topSkills.map(({ skill, count }) => ({ label: skill, count, href: `/all-resumes?${new URLSearchParams({ skill }).toString()}` }));
  const scores = statistics.scoreHistogram.map(({ lower, upper, count }) => ({ label: `${Math.round(lower * 100)}–${Math.round(upper * 100)}%`, count }));
  const resumes = t("overview.resumes");

  return (
    <div className="space-y-4">
      <States counts={statistics.resumesByStatus} />
      <div className="grid gap-4 xl:grid-cols-2">
        <Figure
          title={t("overview.uploads")}
          hint={t("overview.uploadsHint", { count: number(uploads.reduce((sum, { count }) => sum + count, 0)) })}
          heads={[t("overview.day"), resumes]}
          lines={[...uploads].reverse().map(({ label, count, href }) => ({ label, href, values: [number(count)] }))}
        >
          <Columns bars={uploads.map((bar) => ({ ...bar, label: bar.label.slice(5) }))} />
        </Figure>
        <Figure
          title={t("overview.scores")}
          hint={t("overview.scoresHint")}
          heads={[t("overview.score"), resumes]}
          lines={scores.map(({ label, count }) => ({ label, values: [number(count)] }))}
        >
          <Columns bars={scores} />
        </Figure>
        <Figure
          title={t("overview.positions")}
          hint={t("overview.positionsHint")}
          heads={[t("overview.position"), resumes, t("overview.average")]}
          lines={positions.map(({ label, href, count, averageScore }) => ({ label, href, values: [number(count), `${Math.round(averageScore * 100)}%`] }))}
        >
          <Ranks bars={positions} />
        </Figure>
        <Figure
          title={t("overview.skills")}
          hint={t("overview.skillsHint")}
          heads={[t("overview.skill"), resumes]}
          lines={skills.map(({ label, href, count }) => ({ label, href, values: [number(count)] }))}
        >
          <Ranks bars={skills} />
        </Figure>
      </div>
    </div>
  );
}

import type { ReactNode } from "react";
import { Link } from "wouter";

import type { ResumeHistoryFragment, ResumeInTableFragment, ResumeTableColumn } from "../../gql/graphql";
import { Badge } from "../../parts/Badge";
import { payRange } from "../../parts/payRange";
import type { Column } from "../../parts/table/columns";
import { text, type TextId } from "../../texts";
import { aroundMatch } from "./passages";

/** A row; what somebody did is there only where it is shown. */
export type InTable = ResumeInTableFragment & Partial<ResumeHistoryFragment>;

type Cell = (resume: InTable, moment: (moment: string) => string) => ReactNode;

export const TONES = { UPLOADED: "neutral", ANALYSING: "accent", ANALYSED: "good", FAILED: "bad" } as const;

/** What tells who somebody is, or of which age or gender: blind operations show none of it. */
export const HIDDEN_WHEN_BLIND: ReadonlySet<ResumeTableColumn> = new Set<ResumeTableColumn>([
  "FILE_NAME",
  "OWNER",
  "NAME",
  "AGE",
  "BIRTH_DATE",
  "GENDER",
  "EMAIL",
  "PHONE",
]);

const listed = (items: readonly string[] | undefined): string => items?.join(" · ") ?? "";
const years = (start: string | null | undefined, end: string | null | undefined): string => [start, end].filter(Boolean).join("–");

const CELLS: Record<ResumeTableColumn, [width: number, cell: Cell]> = {
  FILE_NAME: [220, ({ fileName }) => fileName],
  NAME: [110, ({ analysis }) => analysis?.basicInfo.name],
  CITY: [90, ({ analysis }) => analysis?.basicInfo.city],
  CAREER_INTEREST: [170, ({ analysis }) => analysis?.careerInterest],
  HIGHEST_DEGREE: [100, ({ analysis }) => analysis?.highestDegree],
  HIGHEST_DEGREE_LEVEL: [110, ({ analysis }) => analysis?.highestDegreeLevel && text(`degree.${analysis.highestDegreeLevel}`)],
  YEARS_OF_EXPERIENCE: [100, ({ analysis }) => analysis?.yearsOfExperience],
  EXPECTED_SALARY: [140, ({ analysis }) => analysis?.expectedSalary],
  EXPECTED_SALARY_MIN: [130, ({ analysis }) => analysis?.expectedSalaryMin],
  EXPECTED_SALARY_MAX: [130, ({ analysis }) => analysis?.expectedSalaryMax],
  EXPECTED_SALARY_CURRENCY: [80, ({ analysis }) => analysis?.expectedSalaryCurrency],
  AGE: [70, ({ analysis }) => analysis?.basicInfo.age],
  BIRTH_DATE: [110, ({ analysis }) => analysis?.basicInfo.birthDate],
  GENDER: [80, ({ analysis }) => analysis?.basicInfo.gender && text(`gender.${analysis.basicInfo.gender}`)],
  EMAIL: [200, ({ analysis }) => analysis?.basicInfo.contact.email],
  PHONE: [140, ({ analysis }) => analysis?.basicInfo.contact.phone],
  SKILLS: [240, ({ analysis }) => listed(analysis?.skills)],
  SCHOOLS: [180, ({ analysis }) => listed(analysis?.schools)],
  COMPANIES: [200, ({ analysis }) => listed(analysis?.companies)],
  TITLES: [180, ({ analysis }) => listed(analysis?.titles)],
  EDUCATION: [
    280,
    ({ history }) => listed(history?.education.map(({ school, degree, major, start, end }) => [school, degree, major, years(start, end)].filter(Boolean).join(" "))),
  ],
  EXPERIENCE: [
    280,
    ({ history }) => listed(history?.experience.map(({ company, title, start, end }) => [company, title, years(start, end)].filter(Boolean).join(" "))),
  ],
  BEST_POSITION: [180, ({ matches }) => matches?.[0]?.position],
  BEST_SALARY_RANGE: [140, ({ matches }) => matches?.[0] && payRange(matches[0].salaryRange)],
  BEST_SCORE: [80, ({ matches }) => matches?.[0] && `${Math.round(matches[0].score * 100)}%`],
  STATUS: [110, ({ state }) => <Badge tone={TONES[state]}>{text(`resumeState.${state}`)}</Badge>],
  FAILURE: [260, ({ failure }) => failure && text(`failure.${failure.code}`)],
  UPLOAD_TIME: [170, ({ uploadTime }, moment) => moment(uploadTime)],
  OWNER: [120, ({ owner }) => owner?.username],
  PAGE_COUNT: [80, ({ pageCount }) => pageCount],
  SIZE_BYTES: [90, ({ sizeBytes }) => `${Math.max(1, Math.round(sizeBytes / 1024))} KB`],
  MEDIA_TYPE: [200, ({ mediaType }) => mediaType],
  ID: [80, ({ databaseId }) => databaseId],
};

/** All columns that there are, in their usual order. */
export const COLUMNS = Object.keys(CELLS) as ResumeTableColumn[];

/** What a query must ask for to fill these columns. */
export function needsOf(columns: readonly ResumeTableColumn[]) {
  const anyOf = (...some: ResumeTableColumn[]): boolean => some.some((each) => columns.includes(each));
  return {
    withOwner: anyOf("OWNER"),
    withLists: anyOf("SKILLS", "SCHOOLS", "COMPANIES", "TITLES"),
    withMatches: anyOf("BEST_POSITION", "BEST_SALARY_RANGE", "BEST_SCORE"),
  };
}

/** Whether these columns show what somebody did. */
export const needHistory = (columns: readonly ResumeTableColumn[]): boolean => columns.includes("EDUCATION") || columns.includes("EXPERIENCE");

/** The columns for the table; the first one leads to the resume, and shows where its text holds what was searched for. */
export function tableColumns(columns: readonly ResumeTableColumn[], moment: (moment: string) => string, isSearch: boolean): Column<InTable>[] {
  return columns.map((column, at) => {
    const [size, cell] = CELLS[column];
    return {
      id: column,
      size: at === 0 ? Math.max(size, isSearch ? 340 : 200) : size,
      header: () => text(`column.${column}` satisfies TextId),
      cell: ({ row: { original } }) =>
        at === 0 ? <LinkTo resume={original}>{cell(original, moment)}</LinkTo> : <Plain>{cell(original, moment)}</Plain>,
    };
  });
}

function Plain({ children }: { children: ReactNode }) {
  return typeof children === "string" ? <span title={children}>{children}</span> : children;
}

function LinkTo({ resume, children }: { resume: InTable; children: ReactNode }) {
  const [passage] = resume.passages ?? [];
  return (
    <>
      <Link href={`/resumes/${resume.id}`} className="block truncate font-medium text-accent hover:underline">
        {children || `#${resume.databaseId}`}
      </Link>
      {passage && (
        <p className="truncate text-sm text-soft">
          {passage.page && <span className="sr-only">{text("all.page", { page: passage.page })}: </span>}
          {aroundMatch(passage.parts).map((part, at) => (part.matches ? <mark key={at} className="rounded-sm bg-warn-wash text-warn">{part.text}</mark> : part.text))}
        </p>
      )}
    </>
  );
}

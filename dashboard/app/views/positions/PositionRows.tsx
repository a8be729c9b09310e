import { type ReactNode, useEffect } from "react";
import { useQuery } from "urql";
import { Link } from "wouter";

import { type PositionListedFragment, PositionsDocument } from "../../gql/graphql";
import { Badge } from "../../parts/Badge";
import { ErrorNote, Skeleton } from "../../parts/Notes";
import { usePayRange } from "../../parts/payRange";
import { useLanguage, useText } from "../../texts";
import { titleIn } from "./titles";

/** What a page tells of the whole list, and whether others follow it. */
export interface Told {
  count: number;
  /** So many rows stand above the page. */
  above: number;
  hasMore: boolean;
}

interface Properties {
  search: string;
  source: string;
  after: string | null;
  /** So many rows stand above the page. */
  above: number;
  /** So many pages are shown from this one on. */
  pages: number;
  onLoad: (told: Told) => void;
}

const COLUMNS = 5;

/** A page of the catalogue as a part of the table, and the next ones after it. */
export function PositionRows(properties: Properties) {
  const { search, source, after, above, pages, onLoad } = properties;
  const [{ data, error }, look] = useQuery({
    query: PositionsDocument,
    variables: { search: search || null, source: source || null, after },
  });
  const page = data?.positions;
  useEffect(() => {
    if (page) onLoad({ count: page.totalCount, above, hasMore: page.pageInfo.hasNextPage });
  }, [page, above, onLoad]);

  if (error && !page) {
    return (
      <Whole>
        <ErrorNote error={error} onRetry={() => look({ requestPolicy: "network-only" })} />
      </Whole>
    );
  }
  if (!page) {
    return (
      <Whole>
        <Skeleton rows={8} className="h-9" />
      </Whole>
    );
  }
  return (
    <>
      <tbody>
        {page.edges.map(({ node }) => (
          <Row key={node.id} position={node} />
        ))}
      </tbody>
      {page.pageInfo.hasNextPage && pages > 1 && (
        <PositionRows {...properties} after={page.pageInfo.endCursor ?? null} above={above + page.edges.length} pages={pages - 1} />
      )}
    </>
  );
}

function Row({ position }: { position: PositionListedFragment }) {
  const t = useText();
  const language = useLanguage();
  const payRange = usePayRange();
  const { id, company, city, salaryRange, salaryIsEstimate, degree, yearsMin, source } = position;
  return (
    <tr className="border-t border-line align-top hover:bg-sunken">
      <td className="px-4 py-2">
        <Link href={`/positions/${id}`} className="font-medium text-accent underline-offset-2 hover:underline">
          {titleIn(language, position)}
        </Link>
        {company && <span className="block text-sm text-soft">{company}</span>}
        {city && <span className="block text-sm text-soft md:hidden">{city}</span>}
      </td>
      <td className="hidden px-4 py-2 md:table-cell">{city}</td>
      <td className="px-4 py-2 text-right sm:whitespace-nowrap">
        {payRange(salaryRange)} {salaryIsEstimate && <Badge>{t("positions.estimate")}</Badge>}
      </td>
      <td className="hidden px-4 py-2 whitespace-nowrap lg:table-cell">
        {t(`degree.${degree}`)}
        {yearsMin > 0 && ` · ${t("positions.years", { years: yearsMin })}`}
      </td>
      <td className="hidden px-4 py-2 text-soft lg:table-cell">{source === "bundled" ? t("positions.bundled") : source}</td>
    </tr>
  );
}

function Whole({ children }: { children: ReactNode }) {
  return (
    <tbody>
      <tr className="border-t border-line">
        <td colSpan={COLUMNS} className="px-4 py-3">
          {children}
        </td>
      </tr>
    </tbody>
  );
}

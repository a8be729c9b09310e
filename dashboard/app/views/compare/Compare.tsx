import { useQuery } from "urql";
import { Link, useParams } from "wouter";

import { useSession } from "../../client/SessionProvider";
import { CompareResumesDocument, type CompareResumesQuery } from "../../gql/graphql";
import { Badge } from "../../parts/Badge";
import { buttonLook } from "../../parts/Button";
import { Empty, ErrorNote, Skeleton } from "../../parts/Notes";
import { Page } from "../../shell/Page";
import { useText } from "../../texts";
import { ComparedPages } from "./ComparedPages";
import { ComparedTable } from "./ComparedTable";
import { Heading } from "./Heading";
import { differingRows, equalRows } from "./rows";

/** Two resumes side by side, or two versions of one: what differs comes first. */
export default function Compare() {
  const t = useText();
  const { older = "", newer = "" } = useParams<{ older: string; newer: string }>();
  const [{ data, error, fetching }, look] = useQuery({ query: CompareResumesDocument, variables: { older, newer } });
  const found = data?.compareResumes;

  return (
    <Page
      title={t("compare.title")}
      actions={
        <Link href={`/compare/${newer}/${older}`} className={`${buttonLook()} print:hidden`}>
          ⇄ {t("compare.swap")}
        </Link>
      }
    >
      {error && <ErrorNote error={error} onRetry={() => look({ requestPolicy: "network-only" })} />}
      {!data && fetching && <Skeleton rows={3} className="h-32" />}
      {data && !found && !error && <Empty title={t("error.notFound")} />}
      {found && <Shown found={found} />}
    </Page>
  );
}

type Found = NonNullable<CompareResumesQuery["compareResumes"]>;

function Shown({ found: { signs, differences, older, newer } }: { found: Found }) {
  const t = useText();
  const { isBlind } = useSession();
  if (!older || !newer) return <Empty title={t("error.notFound")} />;
  if (!older.analysis || !newer.analysis) return <Empty title={t("compare.notRead")}>{t("compare.notReadHint")}</Empty>;
  // Either can stand on either side.
  const isTurned = Date.parse(older.uploadTime) > Date.parse(newer.uploadTime);
  const sides = { older: t(isTurned ? "compare.newer" : "compare.older"), newer: t(isTurned ? "compare.older" : "compare.newer") };
  const differing = differingRows(differences, older.analysis);
  const equal = equalRows(differences, older.analysis, t("resume.now"));
  return (
    <>
      <p className="flex flex-wrap items-center gap-2">
        {signs.length > 0 ? t("compare.samePerson") : t("compare.noSigns")}
        {signs.map((sign) => (
          <Badge key={sign} tone="accent">
            {t(`sign.${sign}`)}
          </Badge>
        ))}
      </p>
      <div className="grid gap-4 md:grid-cols-2">
        <Heading label={sides.older} resume={older} />
        <Heading label={sides.newer} resume={newer} />
      </div>
      <section aria-labelledby="differing" className="space-y-2">
        <h2 id="differing" className="text-lg font-semibold">
          {t("compare.differences", { count: differing.length })}
        </h2>
        {differing.length > 0 ? <ComparedTable caption={t("compare.differences", { count: differing.length })} sides={sides} rows={differing} /> : <p className="text-soft">{t("compare.same")}</p>}
      </section>
      {!isBlind && (
        <section aria-labelledby="pages" className="space-y-2">
          <h2 id="pages" className="text-lg font-semibold">
            {t("pages.title")}
          </h2>
          <div className="grid items-start gap-4 md:grid-cols-2">
            <ComparedPages key={older.id} label={sides.older} resume={older} analysis={older.analysis} />
            <ComparedPages key={newer.id} label={sides.newer} resume={newer} analysis={newer.analysis} />
          </div>
        </section>
      )}
      {equal.length > 0 && (
        <section aria-labelledby="equal" className="space-y-2">
          <h2 id="equal" className="text-lg font-semibold">
            {t("compare.common")}
          </h2>
          <ComparedTable caption={t("compare.common")} sides={sides} rows={equal} />
        </section>
      )}
    </>
  );
}

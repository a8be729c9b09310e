import { useCallback, useEffect } from "react";
import { useSearchParams } from "wouter";

import { useSession } from "../../client/SessionProvider";
import { Button } from "../../parts/Button";
import { useNumber } from "../../parts/moments";
import { Empty, ErrorNote, Skeleton } from "../../parts/Notes";
import { AdminOnly } from "../../shell/AdminOnly";
import { Page } from "../../shell/Page";
import { useText } from "../../texts";
import { ReviewOne } from "./ReviewOne";
import { useReviewQueue } from "./useReviewQueue";

/** Looks through uncertain readings, one resume after the other. */
export default function Review() {
  const t = useText();
  const { isBlind, staysBlind, setBlind } = useSession();
  return (
    <AdminOnly>
      <Page title={t("review.title")} lead={t("review.lead")}>
        {isBlind ? (
          <Empty title={t("review.blindTitle")}>
            <p className="mb-4">{t("review.blindText")}</p>
            {!staysBlind && (
              <Button kind="main" onClick={() => setBlind(false)}>
                {t("review.seeAgain")}
              </Button>
            )}
          </Empty>
        ) : (
          <Queue />
        )}
      </Page>
    </AdminOnly>
  );
}

function Queue() {
  const t = useText();
  const number = useNumber();
  const [search, setSearch] = useSearchParams();
  const { ids, total, error, reach, reload } = useReviewQueue();
  const asked = search.get("resume");
  // A link may lead to a resume that is not in the queue any more.
  const place = asked === null ? 0 : ids.indexOf(asked);
  const present = asked ?? ids[0] ?? null;
  const isAtEnd = total !== null && place >= ids.length - 1 && ids.length >= total;

  useEffect(() => reach(place), [reach, place]);

  const goTo = useCallback(
    (at: number) => {
      const id = ids[at];
      if (id) setSearch({ resume: id });
    },
    [ids, setSearch],
  );
  const next = useCallback(() => (isAtEnd ? setSearch({ resume: "end" }) : goTo(place + 1)), [isAtEnd, goTo, place, setSearch]);

  if (error && ids.length === 0) return <ErrorNote error={error} onRetry={reload} />;
  if (total === null) return <Skeleton rows={4} className="h-24" />;
  if (total === 0 || asked === "end" || present === null) {
    return (
      <Empty title={t(total === 0 ? "review.noneTitle" : "review.endTitle")}>
        <p className="mb-4">{t(total === 0 ? "review.noneText" : "review.endText")}</p>
        {total > 0 && (
          <Button
            kind="main"
            onClick={() => {
              setSearch({});
              reload();
            }}
          >
            {t("review.again")}
          </Button>
        )}
      </Empty>
    );
  }
  return (
    <>
      {error && place >= ids.length - 1 && <ErrorNote error={error} onRetry={() => reach(place)} />}
      <ReviewOne
        key={present}
        id={present}
        told={place < 0 ? t("review.outside") : t("review.left", { place: number(place + 1), left: number(Math.max(0, total - place - 1)) })}
        onNext={next}
        onBack={place > 0 ? () => goTo(place - 1) : null}
      />
    </>
  );
}

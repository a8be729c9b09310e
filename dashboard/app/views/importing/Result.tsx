import { useEffect, useRef } from "react";
import { Link } from "wouter";

import { Button, buttonLook } from "../../parts/Button";
import { useText } from "../../texts";
import { Counts } from "./Counts";
import type { Report } from "./options";
import { Rejected } from "./Rejected";

/** What an import did. */
export function Result({ report, source, onOther }: { report: Report; source: string; onOther: () => void }) {
  const t = useText();
  const head = useRef<HTMLHeadingElement>(null);
  useEffect(() => head.current?.focus(), []);
  return (
    <section className="space-y-5 rounded-xl border border-line bg-card p-5">
      <h2 ref={head} tabIndex={-1} className="text-lg font-semibold text-good outline-none">
        ✓ {t("importing.doneTitle", { source })}
      </h2>
      <p className="text-soft">{t("importing.doneText")}</p>
      <Counts report={report} isDone />
      <Rejected report={report} />
      <div className="flex flex-wrap gap-2">
        <Link href={`/positions?source=${encodeURIComponent(source)}`} className={buttonLook("main")}>
          {t("importing.see")}
        </Link>
        <Button onClick={onOther}>{t("importing.another")}</Button>
      </div>
    </section>
  );
}

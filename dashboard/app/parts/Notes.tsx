import type { CombinedError } from "@urql/core";
import type { ReactNode } from "react";

import { type TextId, useText } from "../texts";
import { Button } from "./Button";

const TEXTS: Record<string, TextId> = {
  FORBIDDEN: "error.forbidden",
  NOT_FOUND: "error.notFound",
  ANALYSIS_NOT_FOUND: "error.notFound",
  RATE_LIMITED: "error.tooMany",
};

/** What an error means to whoever looks at the page. */
export function textOfError(error: CombinedError): TextId {
  if (error.networkError) return "error.offline";
  const code = String(error.graphQLErrors[0]?.extensions["code"] ?? "");
  return TEXTS[code] ?? "error.server";
}

/** Says what did not work, and offers to try again. */
export function ErrorNote({ error, onRetry }: { error: CombinedError; onRetry?: () => void }) {
  const t = useText();
  return (
    <div role="alert" className="flex flex-wrap items-center gap-3 rounded-lg border border-bad/40 bg-bad-wash px-4 py-3 text-bad">
      <span className="grow">{t(textOfError(error))}</span>
      {onRetry && (
        <Button small onClick={onRetry}>
          {t("action.retry")}
        </Button>
      )}
    </div>
  );
}

/** Says what a view leaves out in blind mode. */
export function BlindNote({ children }: { children: ReactNode }) {
  return <p className="rounded-lg bg-accent-wash px-3 py-2 text-sm text-accent">{children}</p>;
}

/** What stands where there is nothing yet, and what to do about it. */
export function Empty({ title, children }: { title: string; children?: ReactNode }) {
  return (
    <div className="rounded-xl border border-dashed border-line bg-card px-6 py-12 text-center">
      <p className="text-lg font-semibold">{title}</p>
      <div className="mx-auto mt-2 max-w-prose text-soft">{children}</div>
    </div>
  );
}

/** Grey bars of the size of what is to come, so that nothing moves when it does. */
export function Skeleton({ rows = 3, className = "h-14" }: { rows?: number; className?: string }) {
  const t = useText();
  return (
    <div role="status" aria-label={t("state.loading")} className="space-y-3">
      {Array.from({ length: rows }, (_, row) => (
        <div key={row} className={`animate-pulse rounded-xl bg-sunken ${className}`} />
      ))}
    </div>
  );
}

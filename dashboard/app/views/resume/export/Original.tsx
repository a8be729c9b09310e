import type { CombinedError } from "@urql/core";
import { useState } from "react";
import { useClient } from "urql";

import { fromServer } from "../../../client/place";
import { ResumeOriginalDocument } from "../../../gql/graphql";
import { Button } from "../../../parts/Button";
import { ErrorNote } from "../../../parts/Notes";
import { follow } from "../../../parts/saving";
import { useText } from "../../../texts";

/** The file as it was uploaded. */
export function Original({ id }: { id: string }) {
  const t = useText();
  const client = useClient();
  const [error, setError] = useState<CombinedError | null>(null);

  // The address lasts some minutes, so it is asked for when it is needed.
  async function download() {
    const answer = await client.query(ResumeOriginalDocument, { id }, { requestPolicy: "network-only" }).toPromise();
    setError(answer.error ?? null);
    const original = answer.data?.resume?.original;
    if (original) follow(fromServer(original.url), original.fileName);
  }

  return (
    <div className="flex items-center justify-between gap-4 border-t border-line py-2">
      <span>
        <span className="block font-medium">{t("export.original")}</span>
        <span className="block text-sm text-soft">{t("export.original.hint")}</span>
      </span>
      <Button onClick={() => void download()} aria-label={`${t("action.download")}: ${t("export.original")}`}>
        {t("action.download")}
      </Button>
      {error && <ErrorNote error={error} />}
    </div>
  );
}

import type { CombinedError } from "@urql/core";
import { useState } from "react";
import { useClient } from "urql";

import { fromServer } from "../../client/place";
import { MyArchiveDocument } from "../../gql/graphql";
import { Button } from "../../parts/Button";
import { ErrorNote } from "../../parts/Notes";
import { follow } from "../../parts/saving";
import { useText } from "../../texts";
import { Section } from "./Section";

/** Gives out all that is held of whoever asks. */
export function Takeaway() {
  const t = useText();
  const client = useClient();
  const [error, setError] = useState<CombinedError | null>(null);

  // The address lasts some minutes, so it is asked for when it is needed.
  async function download() {
    const answer = await client.query(MyArchiveDocument, {}, { requestPolicy: "network-only" }).toPromise();
    setError(answer.error ?? null);
    const archive = answer.data?.me.archive;
    if (archive) follow(fromServer(archive.url), "");
  }

  return (
    <Section title={t("account.export")}>
      <p className="text-soft">{t("account.exportHint")}</p>
      <Button onClick={() => void download()}>{t("account.exportNow")}</Button>
      {error && <ErrorNote error={error} />}
    </Section>
  );
}

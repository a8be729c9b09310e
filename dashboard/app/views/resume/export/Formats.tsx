import type { CombinedError } from "@urql/core";
import { useState } from "react";
import { useClient } from "urql";

import { useSession } from "../../../client/SessionProvider";
import { type ExportFormat, ResumeExportDocument } from "../../../gql/graphql";
import { Button } from "../../../parts/Button";
import { ErrorNote } from "../../../parts/Notes";
import { bytesOf, saveFile } from "../../../parts/saving";
import { useToast } from "../../../parts/Toasts";
import { useText } from "../../../texts";
import { Original } from "./Original";

const FORMATS: ExportFormat[] = ["PDF", "JSON_RESUME", "EUROPASS", "JSON_LD"];

/** The forms in which what was read can be saved. */
export function Formats({ id }: { id: string }) {
  const t = useText();
  const toast = useToast();
  const { isBlind } = useSession();
  const client = useClient();
  const [busy, setBusy] = useState<ExportFormat | null>(null);
  const [error, setError] = useState<CombinedError | null>(null);

  async function save(format: ExportFormat) {
    setBusy(format);
    const answer = await client.query(ResumeExportDocument, { id, format }, { requestPolicy: "network-only" }).toPromise();
    setBusy(null);
    setError(answer.error ?? null);
    const file = answer.data?.resume?.export;
    if (!file) return;
    saveFile(new File([bytesOf(file.base64)], file.fileName, { type: file.mediaType }));
    toast(t("export.saved", { name: file.fileName }));
  }

  return (
    <section aria-labelledby="formats" className="rounded-xl border border-line bg-card p-4">
      <h2 id="formats" className="font-semibold">
        {t("export.title")}
      </h2>
      <ul className="mt-2 divide-y divide-line">
        {FORMATS.map((format) => (
          <li key={format} className="flex items-center justify-between gap-4 py-2">
            <span>
              <span className="block font-medium">{t(`export.${format}`)}</span>
              <span className="block text-sm text-soft">{t(`export.${format}.hint`)}</span>
            </span>
            <Button disabled={busy !== null} onClick={() => void save(format)} aria-label={`${t("action.download")}: ${t(`export.${format}`)}`}>
              {t("action.download")}
            </Button>
          </li>
        ))}
      </ul>
      {!isBlind && <Original id={id} />}
      {error && <ErrorNote error={error} />}
    </section>
  );
}

import { useRef } from "react";

import { Button } from "../../parts/Button";
import { useDroppedFiles } from "../../parts/dropping";
import { useText } from "../../texts";
import sample from "./sample.pdf";
import { useUploads } from "./UploadsProvider";

/** Takes files that are dropped, here or beside it, or chosen; who has none can try a sample. */
export function DropZone({ offersSample }: { offersSample: boolean }) {
  const t = useText();
  const { add, tellUnreadable } = useUploads();
  const input = useRef<HTMLInputElement>(null);
  const isOver = useDroppedFiles(({ files, unreadable }) => {
    add(files);
    tellUnreadable(unreadable);
  });

  async function trySample() {
    const response = await fetch(sample);
    add([new File([await response.blob()], "sample.pdf", { type: "application/pdf" })]);
  }

  return (
    <div
      className={`rounded-xl border-2 border-dashed px-6 py-10 text-center transition-colors print:hidden ${
        isOver ? "border-accent bg-accent-wash" : "border-line bg-card"
      }`}
    >
      {isOver && (
        <p className="pointer-events-none fixed inset-2 z-40 flex items-end justify-center rounded-xl border-4 border-dashed border-accent pb-6">
          <span className="rounded-lg bg-accent px-4 py-2 text-lg font-semibold text-accent-ink shadow-lg">{t("resumes.letGo")}</span>
        </p>
      )}
      <p className="text-lg font-semibold">{t("resumes.drop")}</p>
      <p className="mt-1 mb-4 text-soft">{t("resumes.dropHint")}</p>
      <input
        ref={input}
        type="file"
        multiple
        tabIndex={-1}
        aria-label={t("resumes.choose")}
        className="sr-only"
        onChange={(event) => {
          add([...(event.target.files ?? [])]);
          event.target.value = "";
        }}
      />
      <Button kind="main" onClick={() => input.current?.click()}>
        {t("resumes.choose")}
      </Button>
      {offersSample && (
        <div className="mt-6 border-t border-line pt-4">
          <p className="mb-2 text-soft">{t("resumes.sampleHint")}</p>
          <Button onClick={() => void trySample()}>{t("resumes.sample")}</Button>
        </div>
      )}
    </div>
  );
}

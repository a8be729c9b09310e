import { useRef, useState } from "react";
import { Link } from "wouter";

import { Button, buttonLook } from "../../parts/Button";
import { AdminOnly } from "../../shell/AdminOnly";
import { Page } from "../../shell/Page";
import { useText } from "../../texts";
import { FileImport } from "./FileImport";
import { Sources } from "./Sources";

/** Importing postings from a file, and taking imports back. */
export default function Import() {
  const t = useText();
  const [importCount, setImportCount] = useState(0);
  return (
    <AdminOnly>
      <Page
        title={t("importing.title")}
        lead={t("importing.lead")}
        actions={
          <Link href="/positions" className={buttonLook()}>
            {t("importing.toPositions")}
          </Link>
        }
      >
        <Steps onImported={() => setImportCount((now) => now + 1)} />
        <Sources importCount={importCount} />
      </Page>
    </AdminOnly>
  );
}

function Steps({ onImported }: { onImported: () => void }) {
  const t = useText();
  const input = useRef<HTMLInputElement>(null);
  const [file, setFile] = useState<File | null>(null);
  const [isOver, setOver] = useState(false);
  const choose = (files: FileList | null) => setFile(files?.[0] ?? null);

  if (file) return <FileImport key={`${file.name} ${file.lastModified}`} file={file} onImported={onImported} onOther={() => setFile(null)} />;
  return (
    <div
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={(event) => {
        event.preventDefault();
        setOver(false);
        choose(event.dataTransfer.files);
      }}
      className={`rounded-xl border-2 border-dashed px-6 py-10 text-center ${isOver ? "border-accent bg-accent-wash" : "border-line bg-card"}`}
    >
      <p className="text-lg font-semibold">{t("importing.drop")}</p>
      <p className="mt-1 mb-4 text-soft">{t("importing.dropHint")}</p>
      <input
        ref={input}
        type="file"
        accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,.xlsx,.xls,.xml,.html,.htm"
        tabIndex={-1}
        aria-label={t("resumes.choose")}
        className="sr-only"
        onChange={(event) => choose(event.target.files)}
      />
      <Button kind="main" onClick={() => input.current?.click()}>
        {t("importing.choose")}
      </Button>
    </div>
  );
}

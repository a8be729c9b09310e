import { useRef, useState } from "react";

import type { AnalysisFieldsInput } from "../../../gql/graphql";
import { Button } from "../../../parts/Button";
import { useText } from "../../../texts";
import type { EntriesField } from "../fields";
import { useReading } from "../reading";
import { EditorForm } from "./EditorForm";
import { type Draft, draftsOf, type DraftWord, emptyDraft, entriesInput } from "./entries";
import { EntryInputs } from "./EntryInputs";

/** Corrects the education or the experience, entry by entry. */
export function EntriesEditor({ field, onDone }: { field: EntriesField; onDone: () => void }) {
  const t = useText();
  const { analysis } = useReading();
  const keys = useRef(0);
  const [drafts, setDrafts] = useState<(Draft & { key: number })[]>(() =>
    draftsOf(analysis, field).map((draft) => ({ ...draft, key: keys.current++ })),
  );

  const change = (key: number, word: DraftWord, value: string | boolean) =>
    setDrafts((now) => now.map((draft) => (draft.key === key ? { ...draft, [word]: value } : draft)));

  return (
    <EditorForm field={field} written={(): AnalysisFieldsInput => entriesInput(field, drafts)} onDone={onDone}>
      <ol className="space-y-3">
        {drafts.map((draft, at) => (
          <li key={draft.key}>
            <EntryInputs
              field={field}
              draft={draft}
              number={at + 1}
              onChange={(word, value) => change(draft.key, word, value)}
              onRemove={() => setDrafts((now) => now.filter(({ key }) => key !== draft.key))}
            />
          </li>
        ))}
      </ol>
      <Button small onClick={() => setDrafts((now) => [...now, { ...emptyDraft, key: keys.current++ }])}>
        + {t("resume.addEntry")}
      </Button>
    </EditorForm>
  );
}

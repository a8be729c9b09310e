import { type GraphiQLPlugin, useGraphiQL, useGraphiQLActions } from "@graphiql/react";
import { useEffect, useState } from "react";

import { type Example, FOR_ADMINS, FOR_EVERYBODY } from "./readyMade";

/** Queries to begin with, for whoever has none in mind; each opens in a tab of its own. */
export const READY_MADE: GraphiQLPlugin = { title: "Ready-made queries", icon: Icon, content: ReadyMade };

function ReadyMade() {
  return (
    <section className="ready-made" aria-label="Ready-made queries">
      <Group title="For everybody" examples={FOR_EVERYBODY} />
      <Group title="For administrators" examples={FOR_ADMINS} />
    </section>
  );
}

function Group({ title, examples }: { title: string; examples: Example[] }) {
  const open = useOpen();
  return (
    <>
      <h3>{title}</h3>
      <ul>
        {examples.map((example) => (
          <li key={example.title}>
            <button type="button" onClick={() => open(example)}>
              {example.title}
            </button>
            <p>{example.about}</p>
          </li>
        ))}
      </ul>
    </>
  );
}

/** Return what opens an example in a new tab: its editors are there only after the tab is. */
function useOpen(): (example: Example) => void {
  const { addTab } = useGraphiQLActions();
  const [waiting, setWaiting] = useState<{ example: Example; tabs: number } | null>(null);
  const tabCount = useGraphiQL((state) => state.tabs.length);
  const queryEditor = useGraphiQL((state) => state.queryEditor);
  const variableEditor = useGraphiQL((state) => state.variableEditor);

  useEffect(() => {
    if (!waiting || tabCount <= waiting.tabs || !queryEditor) return;
    queryEditor.setValue(waiting.example.query);
    variableEditor?.setValue(waiting.example.variables ?? "");
    setWaiting(null);
  }, [waiting, tabCount, queryEditor, variableEditor]);

  return (example) => {
    setWaiting({ example, tabs: tabCount });
    addTab();
  };
}

function Icon() {
  return (
    <svg height="1em" viewBox="0 0 24 24" fill="none" stroke="currentColor" strokeWidth="1.5" aria-hidden>
      <path d="M4 4h16v4H4zM4 12h16M4 16h16M4 20h10" />
    </svg>
  );
}

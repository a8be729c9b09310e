import { useEffect, useState } from "react";

import { type ActiveOperation, activeOperations } from "../client/active";
import { GRAPHIQL_URL } from "../client/place";
import { Button, buttonLook } from "../parts/Button";
import { Modal } from "../parts/Modal";
import { useText } from "../texts";

interface Shown extends ActiveOperation {
  text: string;
}

/** Shows the queries of which the present view is made. */
export function QueryOfView() {
  const t = useText();
  const [shown, setShown] = useState<Shown[] | null>(null);

  async function open() {
    const [{ default: documents }, { parse, print }] = await Promise.all([import("../gql/persisted-documents.json"), import("graphql")]);
    const texts: Record<string, string> = documents;
    setShown(
      activeOperations().map((operation) => ({
        ...operation,
        text: print(parse(texts[operation.hash] ?? "")).replace(/^\s*__typename\n/gm, ""),
      })),
    );
  }

  return (
    <>
      <Button kind="quiet" small onClick={() => void open()}>
        <span aria-hidden>{"{ }"}</span> {t("query.show")}
      </Button>
      <Modal title={t("query.title")} open={shown !== null} onClose={() => setShown(null)} wide>
        {shown?.length === 0 && <p className="text-soft">{t("query.none")}</p>}
        <div className="space-y-6">{shown?.map((operation) => <Operation key={operation.hash} operation={operation} />)}</div>
      </Modal>
    </>
  );
}

function Operation({ operation: { text, variables } }: { operation: Shown }) {
  const t = useText();
  const [isCopied, setCopied] = useState(false);
  const values = JSON.stringify(variables, null, 2);
  const address = `${GRAPHIQL_URL}#${new URLSearchParams({ query: text, variables: values }).toString()}`;

  useEffect(() => {
    if (!isCopied) return;
    const timer = setTimeout(() => setCopied(false), 2000);
    return () => clearTimeout(timer);
  }, [isCopied]);

  return (
    <section className="space-y-2">
      <pre tabIndex={0} className="max-h-80 overflow-auto rounded-lg bg-sunken p-3 text-sm">
        {text}
        {values !== "{}" && `\n\n# ${values.replaceAll("\n", "\n# ")}`}
      </pre>
      <div className="flex gap-2">
        <a href={address} target="_blank" rel="noreferrer" className={buttonLook("main", true)}>
          {t("query.open")}
        </a>
        <Button small onClick={() => void navigator.clipboard.writeText(text).then(() => setCopied(true))}>
          {t(isCopied ? "query.copied" : "query.copy")}
        </Button>
      </div>
    </section>
  );
}

import { Empty } from "../../parts/Notes";
import { useUrlState } from "../../parts/urlState";
import { AdminOnly } from "../../shell/AdminOnly";
import { Page } from "../../shell/Page";
import { useText } from "../../texts";
import { DescriptionForm } from "./DescriptionForm";
import { PositionPicker } from "./PositionPicker";
import { Ranking } from "./Ranking";
import { useDescription } from "./useDescription";

/** Candidates for a pasted job description, or for a position of the catalogue. */
export default function Candidates() {
  const t = useText();
  return (
    <AdminOnly>
      <Page title={t("nav.candidates")} lead={t("candidates.lead")}>
        <Finder />
      </Page>
    </AdminOnly>
  );
}

function Finder() {
  const t = useText();
  const [parameters, change] = useUrlState();
  const [description, setDescription] = useDescription();
  const position = parameters.get("position");

  return (
    <div className="space-y-6">
      <div className="grid items-start gap-4 rounded-xl border border-line bg-card p-5 lg:grid-cols-[2fr_1fr] print:hidden">
        <DescriptionForm
          description={description}
          onFind={(text) => {
            setDescription(text);
            change({ position: null, pages: null, compare: null, side: null }, { keep: true });
          }}
        />
        <PositionPicker
          id={position}
          onChoose={(id) => change({ position: id, pages: null, compare: null, side: null }, { keep: true })}
        />
      </div>
      {position ? (
        <Ranking wanted={{ position }} />
      ) : description ? (
        <Ranking wanted={{ text: description }} />
      ) : (
        <Empty title={t("candidates.startTitle")}>{t("candidates.start")}</Empty>
      )}
    </div>
  );
}

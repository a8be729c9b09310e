import { useMutation } from "urql";

import { type AnalysisField, type AnalysisFieldsInput, CorrectDocument, TakeBackDocument } from "../../gql/graphql";
import { textOfError } from "../../parts/Notes";
import { useToast } from "../../parts/Toasts";
import { useText } from "../../texts";
import { inputOf } from "./corrections";
import { useReading } from "./reading";

interface Corrections {
  /** Correct a field; returns what is wrong with it, if anything is. */
  save: (field: AnalysisField, fields: AnalysisFieldsInput) => Promise<string | null>;
  /** Have the field say what was read. */
  takeBack: (field: AnalysisField) => Promise<string | null>;
  isBusy: boolean;
}

/** Corrects the analysis of the resume that is open; each correction can be undone for a while. */
export function useCorrections(): Corrections {
  const t = useText();
  const toast = useToast();
  const { resume, corrections } = useReading();
  const [correcting, correct] = useMutation(CorrectDocument);
  const [takingBack, back] = useMutation(TakeBackDocument);

  async function send(fields: AnalysisFieldsInput): Promise<string | null> {
    const { data, error } = await correct({ input: { resume: resume.id, fields } });
    if (error) return t(textOfError(error));
    return data?.correctAnalysis.__typename === "InvalidInputError" ? t("resume.refused") : null;
  }

  async function sendBack(field: AnalysisField): Promise<string | null> {
    const { data, error } = await back({ input: { resume: resume.id, fields: [field] } });
    if (error) return t(textOfError(error));
    return data?.takeBackCorrections.__typename === "InvalidInputError" ? t("resume.refused") : null;
  }

  function offerUndo(text: string, undo: () => Promise<string | null>): void {
    toast(text, {
      label: t("action.undo"),
      run: () => void undo().then((problem) => toast(problem ?? t("resume.undone"))),
    });
  }

  return {
    save: async (field, fields) => {
      const before = corrections.get(field);
      const problem = await send(fields);
      if (problem !== null) return problem;
      offerUndo(t("resume.saved", { field: t(`field.${field}`) }), () =>
        before ? send(inputOf(field, before.corrected)) : sendBack(field),
      );
      return null;
    },
    takeBack: async (field) => {
      const before = corrections.get(field);
      const problem = await sendBack(field);
      if (problem === null && before) {
        offerUndo(t("resume.takenBack", { field: t(`field.${field}`) }), () => send(inputOf(field, before.corrected)));
      }
      return problem;
    },
    isBusy: correcting.fetching || takingBack.fetching,
  };
}

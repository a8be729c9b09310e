import type { AnalysisField, AnalysisFieldsInput, AnalysisShownFragment } from "../../gql/graphql";
import { listInput, singleInput } from "../resume/corrections";
import { isList, itemsOf, textOf } from "../resume/fields";

/** The input that states of fields what was read of them, so that nobody is asked about them again. */
export function confirmed(fields: readonly AnalysisField[], analysis: AnalysisShownFragment): AnalysisFieldsInput {
  return Object.assign({}, ...fields.map((field) => stated(field, analysis))) as AnalysisFieldsInput;
}

function stated(field: AnalysisField, analysis: AnalysisShownFragment): AnalysisFieldsInput {
  if (field === "EDUCATION") return { education: analysis.education.map((_, entry) => ({ entry })) };
  if (field === "EXPERIENCE") return { experience: analysis.experience.map((_, entry) => ({ entry })) };
  if (isList(field)) return listInput(field, itemsOf(analysis, field).join("\n"));
  return singleInput(field, textOf(analysis, field) ?? "");
}

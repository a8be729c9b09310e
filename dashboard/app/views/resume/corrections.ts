import type {
  AnalysisField,
  AnalysisFieldsInput,
  EducationEntryInput,
  EducationShownFragment,
  ExperienceEntryInput,
  ExperienceShownFragment,
  FieldValueShownFragment,
  Gender,
} from "../../gql/graphql";
import { isEntries, isList, type ListField, type SingleField } from "./fields";

const INPUTS: Record<AnalysisField, keyof AnalysisFieldsInput> = {
  NAME: "name",
  AGE: "age",
  BIRTH_DATE: "birthDate",
  GENDER: "gender",
  CITY: "city",
  EMAIL: "email",
  PHONE: "phone",
  CAREER_INTEREST: "careerInterest",
  HIGHEST_DEGREE: "highestDegree",
  YEARS_OF_EXPERIENCE: "yearsOfExperience",
  EXPECTED_SALARY: "expectedSalary",
  SCHOOLS: "schools",
  COMPANIES: "companies",
  TITLES: "titles",
  SKILLS: "skills",
  EDUCATION: "education",
  EXPERIENCE: "experience",
};

/** The input that sets a field of one value to what somebody wrote; an empty text says that there is none. */
export function singleInput(field: SingleField, text: string): AnalysisFieldsInput {
  const written = text.trim();
  if (!written) return { [INPUTS[field]]: null };
  if (field === "GENDER") return { gender: genderOf(written) };
  return { [INPUTS[field]]: field === "AGE" || field === "YEARS_OF_EXPERIENCE" ? Number(written) : written };
}

/** The input that sets a list to the lines that somebody wrote, each once. */
export function listInput(field: ListField, lines: string): AnalysisFieldsInput {
  const items = lines.split("\n").map((line) => line.trim());
  return { [INPUTS[field]]: [...new Set(items)].filter(Boolean) };
}

/** The input that sets a field back to an earlier value. */
export function inputOf(field: AnalysisField, value: FieldValueShownFragment): AnalysisFieldsInput {
  if (field === "EDUCATION") return { education: value.education.map(educationInput) };
  if (field === "EXPERIENCE") return { experience: value.experience.map(experienceInput) };
  if (isList(field)) return { [INPUTS[field]]: value.items };
  return singleInput(field, value.text ?? "");
}

export function educationInput({ school, degree, major, start, end, isCurrent }: EducationShownFragment): EducationEntryInput {
  return { school, degree: degree ?? null, major: major ?? null, start: start ?? null, end: end ?? null, isCurrent };
}

export function experienceInput({ company, title, start, end, isCurrent, summary }: ExperienceShownFragment): ExperienceEntryInput {
  return {
    company: company ?? null,
    title: title ?? null,
    start: start ?? null,
    end: end ?? null,
    isCurrent,
    summary: summary ?? null,
  };
}

/** The gender that a word names, as the server tells it of readings and takes it of people. */
export const genderOf = (word: string): Gender => (/^(男|male)$/i.test(word) ? "MALE" : "FEMALE");

/** A field's value in few words; null where it has none. */
export function shortly(field: AnalysisField, value: FieldValueShownFragment): string | null {
  if (isList(field)) return value.items.join(" · ") || null;
  if (field === "GENDER") return value.text ? genderOf(value.text) : null;
  if (!isEntries(field)) return value.text ?? null;
  const entries =
    field === "EDUCATION"
      ? value.education.map(({ school, degree, major }) => [school, major, degree])
      : value.experience.map(({ company, title }) => [company, title]);
  return entries.map((parts) => parts.filter(Boolean).join(" ")).join(" · ") || null;
}

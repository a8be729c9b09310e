import type { CombinedError } from "@urql/core";

import type { InputRule } from "../gql/graphql";
import { textOfRule, type TextId, useLanguage, useText } from "./index";

/** What the server refuses: its own sentence, which is Chinese, and the rule that was broken where it names one. */
interface Refusal {
  message: string;
  rule?: InputRule;
}

/** Return what tells why the server refused, in the page's language; by the given text where no rule has a name. */
export function useRefusal(): (refusal: Refusal, otherwise: TextId) => string {
  const t = useText();
  const language = useLanguage();
  return ({ message, rule }, otherwise) => {
    if (language === "zh" && message) return message;
    return rule && rule !== "OTHER" ? textOfRule(rule) : t(otherwise);
  };
}

/** What was refused by an error of the answer. */
export function refusalIn({ graphQLErrors: [error] }: CombinedError): Refusal {
  const rule = error?.extensions["rule"];
  return { message: error?.message ?? "", ...(typeof rule === "string" && { rule: rule as InputRule }) };
}

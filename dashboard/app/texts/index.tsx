import { i18n } from "@lingui/core";
import { compileMessage } from "@lingui/message-utils/compileMessage";
import { useSyncExternalStore } from "react";

import type { InputRule } from "../gql/graphql";
import type { zh } from "./zh";

export type Language = "zh" | "en";
/** The name of a text; what is missing in a language does not compile. */
export type TextId = keyof typeof zh;
export type Texts = Record<TextId, string>;
/** A rule that input can break and that has a text of its own. */
export type NamedRule = Exclude<InputRule, "OTHER">;

const KEPT = "language";
const listeners = new Set<() => void>();

i18n.setMessagesCompiler(compileMessage);

/** The language that was chosen on this device; Chinese before anybody chooses. */
export function chosenLanguage(): Language {
  return localStorage.getItem(KEPT) === "en" ? "en" : "zh";
}

/** Show everything in a language from now on. */
export async function speak(language: Language): Promise<void> {
  const texts: Texts = language === "zh" ? (await import("./zh")).zh : (await import("./en")).en;
  i18n.loadAndActivate({ locale: language, messages: texts });
  localStorage.setItem(KEPT, language);
  document.documentElement.lang = language === "zh" ? "zh-CN" : "en";
  for (const listener of listeners) listener();
}

/** A text with its values put in, in the present language. */
export function text(id: TextId, values?: Record<string, string | number>): string {
  return i18n._(id, values);
}

/** What is wrong where input breaks a rule, in English: in Chinese the server says it. */
export function textOfRule(rule: NamedRule): string {
  return i18n._(`rule.${rule}`);
}

function subscribe(listener: () => void): () => void {
  listeners.add(listener);
  return () => listeners.delete(listener);
}

/** The present language; whoever uses it is drawn anew when it changes. */
export function useLanguage(): Language {
  return useSyncExternalStore(subscribe, () => i18n.locale as Language);
}

/** `text`, for parts of the page: they are drawn anew when the language changes. */
export function useText(): typeof text {
  useLanguage();
  return text;
}

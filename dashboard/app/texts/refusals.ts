import { type TextId, useLanguage, useText } from "./index";

/** Return what tells why the server refused: its own sentence, which is Chinese, or a text where the page speaks another language. */
export function useRefusal(): (sentence: string, otherwise: TextId) => string {
  const t = useText();
  const language = useLanguage();
  return (sentence, otherwise) => (language === "zh" && sentence ? sentence : t(otherwise));
}

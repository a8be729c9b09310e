import { speak, useLanguage, useText } from "../texts";
import { chooseTheme, type Theme, useTheme } from "./theme";

const LOOK = "min-h-9 rounded-lg border border-line bg-card px-2 text-sm";

/** Chooses the language of the page. */
export function LanguageSwitch() {
  const t = useText();
  const language = useLanguage();
  return (
    <select
      aria-label={t("language.label")}
      value={language}
      onChange={(event) => void speak(event.target.value === "en" ? "en" : "zh")}
      className={LOOK}
    >
      <option value="zh">中文</option>
      <option value="en">English</option>
    </select>
  );
}

/** Chooses light or dark. */
export function ThemeSwitch() {
  const t = useText();
  return (
    <select
      aria-label={t("theme.label")}
      value={useTheme()}
      onChange={(event) => chooseTheme(event.target.value as Theme)}
      className={LOOK}
    >
      <option value="system">{t("theme.system")}</option>
      <option value="light">{t("theme.light")}</option>
      <option value="dark">{t("theme.dark")}</option>
    </select>
  );
}

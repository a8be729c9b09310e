import { useLanguage } from "../texts";

/** Return what writes a moment, such as 2026-05-04T10:20:00+08:00, as people do where the page is looked at. */
export function useMoment(): (moment: string) => string {
  const locale = useLanguage() === "zh" ? "zh-CN" : "en-GB";
  const format = new Intl.DateTimeFormat(locale, { dateStyle: "medium", timeStyle: "short" });
  return (moment) => {
    const date = new Date(moment);
    return Number.isNaN(date.valueOf()) ? moment : format.format(date);
  };
}

/** Return what writes a number with its thousands apart. */
export function useNumber(): (number: number) => string {
  const format = new Intl.NumberFormat(useLanguage() === "zh" ? "zh-CN" : "en-GB");
  return (number) => format.format(number);
}

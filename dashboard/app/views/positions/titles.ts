/** The title of a position in the language of the page, where it has one. */
export function titleIn(language: string, { title, titleEn }: { title: string; titleEn: string }): string {
  return language === "en" ? titleEn || title : title;
}

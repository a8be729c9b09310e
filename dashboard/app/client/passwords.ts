/** How many characters the server wants of a new password; it writes so into the page. */
export const PASSWORD_MIN_LENGTH = Number(document.querySelector<HTMLMetaElement>('meta[name="password-min-length"]')?.content ?? 6);
export const PASSWORD_MAX_LENGTH = 128;

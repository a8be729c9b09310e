/**
 * Write a token into the text of the headers editor, or take it out when `token` is null.
 *
 * Only values in `ours` are replaced: what the user typed stays, as does text that is not (yet) JSON.
 */
export function withToken(text: string, token: string | null, ours: ReadonlySet<string>): string {
  const headers = parse(text);
  if (!headers) return text;
  const name = Object.keys(headers).find((key) => key.toLowerCase() === "authorization") ?? "Authorization";
  const current = headers[name];
  const wanted = token === null ? undefined : `Bearer ${token}`;
  if (current === wanted || (current !== undefined && !ours.has(String(current)))) return text;
  const { [name]: _old, ...others } = headers;
  const updated = wanted === undefined ? others : { [name]: wanted, ...others };
  return Object.keys(updated).length > 0 ? JSON.stringify(updated, null, 2) : "";
}

function parse(text: string): Record<string, unknown> | null {
  if (text.trim() === "") return {};
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : null;
  } catch {
    return null;
  }
}

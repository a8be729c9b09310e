import type { Storage } from "@graphiql/toolkit";

const PREFIX = "graphiql:";
const PASSWORD = /(password"?\s*:\s*)("""[^]*?"""|"(?:[^"\\]|\\.)*")/gi;

/**
 * localStorage, without secrets: tabs, history and layout outlive the page, tokens and passwords do not.
 *
 * GraphiQL leaves headers out of the stored tabs by itself, but its history keeps them.
 */
export const storage: Storage = {
  getItem: (key) => localStorage.getItem(key),
  setItem: (key, value) => {
    if (key !== `${PREFIX}headers`) localStorage.setItem(key, withoutSecrets(key, value));
  },
  removeItem: (key) => localStorage.removeItem(key),
  get length() {
    return ownKeys().length;
  },
  clear: () => ownKeys().forEach((key) => localStorage.removeItem(key)),
};

function ownKeys(): string[] {
  return Object.keys(localStorage).filter((key) => key.startsWith(PREFIX));
}

/** Drop headers and blank passwords; texts GraphiQL compares with one another on reload stay equal. */
function withoutSecrets(key: string, value: string): string {
  const isList = ["tabState", "queries", "favorites"].includes(key.slice(PREFIX.length));
  if (!isList) return blankPasswords(value);
  return JSON.stringify(JSON.parse(value), (name, item: unknown) => {
    if (name === "headers") return null;
    return typeof item === "string" ? blankPasswords(item) : item;
  });
}

function blankPasswords(text: string): string {
  return text.replace(PASSWORD, '$1""');
}

import type { Storage } from "@graphiql/toolkit";

const PREFIX = "graphiql:";
const PASSWORD = /(password"?\s*:\s*)("""[^]*?"""|"(?:[^"\\]|\\.)*")/gi;

/**
 * What keeps tabs, history and layout, without secrets: tokens and passwords do not outlive the page.
 *
 * Each person has their own, whoever else uses the browser; without one they are kept while the window is open.
 * GraphiQL leaves headers out of the stored tabs by itself, but its history keeps them.
 */
export function storageOf(personId: string | null): Storage {
  const store = personId === null ? sessionStorage : localStorage;
  const prefix = personId === null ? "" : `${personId}/`;
  const ownKeys = () => Object.keys(store).filter((key) => key.startsWith(prefix + PREFIX));
  return {
    getItem: (key) => store.getItem(prefix + key),
    setItem: (key, value) => {
      if (key !== `${PREFIX}headers`) store.setItem(prefix + key, withoutSecrets(key, value));
    },
    removeItem: (key) => store.removeItem(prefix + key),
    get length() {
      return ownKeys().length;
    },
    clear: () => ownKeys().forEach((key) => store.removeItem(key)),
  };
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

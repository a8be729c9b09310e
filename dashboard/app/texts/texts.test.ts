import { compileMessage } from "@lingui/message-utils/compileMessage";
import { expect, test } from "vitest";

import { en } from "./en";
import { zh } from "./zh";

/** The names of the values that are put into a message. */
function valuesOf(message: string): string[] {
  const found = new Set<string>();
  const look = (parts: unknown): void => {
    if (!Array.isArray(parts)) return;
    for (const part of parts) {
      if (Array.isArray(part)) {
        found.add(String(part[0]));
        for (const form of Object.values((part[2] as Record<string, unknown> | undefined) ?? {})) look(form);
      }
    }
  };
  look(compileMessage(message));
  return [...found].sort();
}

test.each(Object.keys(zh) as (keyof typeof zh)[])("%s takes the same values in both languages", (id) => {
  expect(valuesOf(en[id])).toEqual(valuesOf(zh[id]));
});

test("no text is left in Chinese among the English ones", () => {
  const chinese = Object.entries(en).filter(([, message]) => /\p{Script=Han}/u.test(message));
  expect(chinese).toEqual([]);
});

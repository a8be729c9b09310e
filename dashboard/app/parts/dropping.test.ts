import { expect, test } from "vitest";

import { filesOf } from "./dropping";

const entryOfFile = (name: string) => ({ name, isFile: true, isDirectory: false, file: (found: (file: File) => void) => found(new File(["x"], name)) });

/** A folder that tells of one entry at a time. */
function entryOfFolder(name: string, below: object[]) {
  return {
    name,
    isFile: false,
    isDirectory: true,
    createReader: () => {
      const left = [...below];
      return { readEntries: (found: (entries: object[]) => void) => found(left.splice(0, 1)) };
    },
  };
}

const dropped = (...entries: object[]) => ({
  items: entries.map((entry) => ({ webkitGetAsEntry: () => entry as FileSystemEntry })),
  files: entries.map((entry) => new File([], (entry as FileSystemEntry).name)),
});

const namesOf = async (transfer: ReturnType<typeof dropped>): Promise<string[]> => (await filesOf(transfer)).files.map(({ name }) => name);

test("files are taken as they were dropped", async () => {
  expect(await namesOf(dropped(entryOfFile("a.pdf"), entryOfFile("b.docx")))).toEqual(["a.pdf", "b.docx"]);
});

test("a folder stands for all files in it and in folders below it, without what systems hide there", async () => {
  const folder = entryOfFolder("resumes", [entryOfFile("a.pdf"), entryOfFile(".DS_Store"), entryOfFolder("older", [entryOfFile("b.pdf"), entryOfFile("c.pdf")])]);
  expect(await namesOf(dropped(folder, entryOfFile("d.pdf")))).toEqual(["a.pdf", "b.pdf", "c.pdf", "d.pdf"]);
});

test("what cannot be opened is named, and keeps nothing else back", async () => {
  const locked = { ...entryOfFile("locked.pdf"), file: (_found: unknown, failed: (error: Error) => void) => failed(new Error("NotReadableError")) };
  const { files, unreadable } = await filesOf(dropped(entryOfFolder("resumes", [locked, entryOfFile("a.pdf")])));
  expect([files.map(({ name }) => name), unreadable]).toEqual([["a.pdf"], ["locked.pdf"]]);
});

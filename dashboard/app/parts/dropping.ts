import { useEffect, useRef, useState } from "react";

const holdsFiles = (event: DragEvent): boolean => event.dataTransfer?.types.includes("Files") ?? false;

/** Keep the browser from opening files that are dropped where nothing takes them: that would leave the page. */
export function refuseStrayFiles(): void {
  const refuse = (event: DragEvent) => {
    if (event.defaultPrevented || !event.dataTransfer || !holdsFiles(event)) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = "none";
  };
  addEventListener("dragover", refuse);
  addEventListener("drop", refuse);
}

/** What was dropped: the files, and the names of what the browser could not open. */
export interface Dropped {
  files: File[];
  unreadable: string[];
}

/** Take what is dropped anywhere on the page while the view is open; tells whether something is held over it. */
export function useDroppedFiles(take: (dropped: Dropped) => void): boolean {
  const [isOver, setOver] = useState(false);
  const present = useRef(take);
  present.current = take;
  useEffect(() => {
    const stop = new AbortController();
    const over = (event: DragEvent) => {
      if (!event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault();
      event.dataTransfer.dropEffect = "copy";
      setOver(true);
    };
    const leave = (event: DragEvent) => event.relatedTarget === null && setOver(false);
    const drop = (event: DragEvent) => {
      if (!event.dataTransfer || !holdsFiles(event)) return;
      event.preventDefault();
      setOver(false);
      void filesOf(event.dataTransfer).then((dropped) => present.current(dropped));
    };
    // Before the window is asked, where what nothing takes is refused.
    document.addEventListener("dragover", over, stop);
    document.addEventListener("dragleave", leave, stop);
    document.addEventListener("drop", drop, stop);
    return () => stop.abort();
  }, []);
  return isOver;
}

/** The files that were dropped, with those in folders; what systems hide in folders is left out. */
export async function filesOf({ items, files }: { items: Iterable<Pick<DataTransferItem, "webkitGetAsEntry">>; files: Iterable<File> }): Promise<Dropped> {
  // Neither is there any more once the event is over.
  const entries = [...items].map((item) => item.webkitGetAsEntry());
  const dropped = [...files];
  if (!entries.some((entry) => entry?.isDirectory)) return { files: dropped, unreadable: [] };
  return joined(await Promise.all(entries.map((entry) => (entry ? readable(entry) : NOTHING))));
}

const NOTHING: Dropped = { files: [], unreadable: [] };

const joined = (parts: Dropped[]): Dropped => ({ files: parts.flatMap(({ files }) => files), unreadable: parts.flatMap(({ unreadable }) => unreadable) });

const readable = (entry: FileSystemEntry): Promise<Dropped> => filesBelow(entry).catch(() => ({ files: [], unreadable: [entry.name] }));

async function filesBelow(entry: FileSystemEntry): Promise<Dropped> {
  if (isFile(entry)) return { files: [await new Promise<File>((found, failed) => entry.file(found, failed))], unreadable: [] };
  const reader = (entry as FileSystemDirectoryEntry).createReader();
  const below: FileSystemEntry[] = [];
  // It tells of a folder's entries some at a time, of none after the last.
  for (;;) {
    const some = await new Promise<FileSystemEntry[]>((found, failed) => reader.readEntries(found, failed));
    if (some.length === 0) break;
    below.push(...some.filter(({ name }) => !name.startsWith(".")));
  }
  return joined(await Promise.all(below.map(readable)));
}

const isFile = (entry: FileSystemEntry): entry is FileSystemFileEntry => entry.isFile;

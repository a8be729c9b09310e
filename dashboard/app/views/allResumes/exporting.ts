import type { Client, OperationResult } from "@urql/core";

import { whenAllowed } from "../../client/limits";
import { ExportResumesDocument, type ExportResumesQuery, type ExportResumesQueryVariables, type ResumeFilter, type ResumeOrder, type ResumeTableColumn, type SheetFormat } from "../../gql/graphql";
import { bytesOf } from "../../parts/saving";
import type { Selection } from "./selection";

export interface Part {
  fileName: string;
  mediaType: string;
  bytes: Uint8Array<ArrayBuffer>;
}

interface Wanted {
  columns: ResumeTableColumn[];
  format: SheetFormat;
  /** Which resumes are meant; several filters where one cannot name them all. */
  filters: (ResumeFilter | null)[];
  orderBy: ResumeOrder;
}

const IDS_AT_ONCE = 500;

/** The filters that name the selected rows, as many at a time as the server takes. */
export function filtersOf(selection: Selection, filter: ResumeFilter | null): (ResumeFilter | null)[] {
  if (selection.all || selection.ids.size === 0) return [filter];
  const ids = [...selection.ids];
  return Array.from({ length: Math.ceil(ids.length / IDS_AT_ONCE) }, (_, at) => ({ ...filter, ids: ids.slice(at * IDS_AT_ONCE, (at + 1) * IDS_AT_ONCE) }));
}

/** Take the list out, part by part; fewer parts where it was stopped. Throws the server's refusal. */
export async function exportParts(
  client: Client,
  wanted: Wanted,
  { told, isStopped }: { told: (rowCount: number) => void; isStopped: () => boolean },
): Promise<Part[]> {
  const { filters, ...rest } = wanted;
  const parts: Part[] = [];
  let rowCount = 0;
  for (const filter of filters) {
    let after: string | null = null;
    do {
      if (isStopped()) return parts;
      const variables: ExportResumesQueryVariables = { ...rest, filter, after };
      const ask = (): Promise<OperationResult<ExportResumesQuery>> =>
        client.query(ExportResumesDocument, variables, { requestPolicy: "network-only" }).toPromise();
      const { data, error } = await whenAllowed(ask);
      const list = data?.exportResumes;
      if (!list) throw error ?? new Error("The server sent no list.");
      parts.push({ fileName: list.file.fileName, mediaType: list.file.mediaType, bytes: bytesOf(list.file.base64) });
      told((rowCount += list.rowCount));
      after = list.endCursor ?? null;
    } while (after !== null);
  }
  return parts;
}

/** The files that a person gets: one of text, and one for each part of a sheet. */
export function filesOf(parts: readonly Part[]): Part[] {
  const [first] = parts;
  if (!first) return [];
  if (first.mediaType.startsWith("text/csv")) return [{ ...first, bytes: joined(parts.map(({ bytes }, at) => (at === 0 ? bytes : withoutHead(bytes)))) }];
  if (parts.length === 1) return [first];
  return parts.map((part, at) => ({ ...part, fileName: part.fileName.replace(/(\.\w+)?$/, (ending) => `-${at + 1}${ending}`) }));
}

/** The rows of a CSV file without their headings. No heading holds a line's end. */
function withoutHead(bytes: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  return bytes.subarray(bytes.indexOf(10) + 1);
}

function joined(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const whole = new Uint8Array(parts.reduce((size, part) => size + part.length, 0));
  let at = 0;
  for (const part of parts) {
    whole.set(part, at);
    at += part.length;
  }
  return whole;
}

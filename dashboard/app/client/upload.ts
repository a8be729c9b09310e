import type { TypedDocumentNode } from "@graphql-typed-document-node/core";

import { GRAPHQL_URL } from "./place";
import { hashOf } from "./trusted";

/** What stops an upload that is not the file's fault. */
export class UploadStopped extends Error {
  constructor(
    readonly kind: "offline" | "signedOut" | "tooMany" | "refused" | "aborted",
    message = "",
    readonly retryAfterSeconds = 0,
  ) {
    super(message);
  }
}

interface Answer<Data> {
  data?: Data | null;
  errors?: { message: string; extensions?: { code?: string } }[];
}

/**
 * Send a mutation with its files, if it has any, telling how much of it has left.
 *
 * Args:
 *   variables: The files in it, alone or in lists, are sent beside them.
 *   progress: Is told the part that has been sent, from 0 to 1.
 *
 * Throws an `UploadStopped`.
 */
export function upload<Data, Variables extends Record<string, unknown>>(
  document: TypedDocumentNode<Data, Variables>,
  variables: Variables,
  { progress, signal }: { progress?: (part: number) => void; signal?: AbortSignal } = {},
): Promise<Data> {
  const body = bodyOf(hashOf(document), variables);
  return new Promise((resolve, reject) => {
    const request = new XMLHttpRequest();
    request.open("POST", GRAPHQL_URL);
    request.setRequestHeader("accept", "application/json");
    // Without a header of its own a form is what any page could send, and the server takes none.
    request.setRequestHeader("graphql-require-preflight", "1");
    request.responseType = "json";
    request.upload.onprogress = ({ loaded, total }) => progress?.(total > 0 ? loaded / total : 0);
    request.onload = () => settle(request, resolve, reject);
    request.onerror = () => reject(new UploadStopped("offline"));
    request.onabort = () => reject(new UploadStopped("aborted"));
    signal?.addEventListener("abort", () => request.abort());
    if (typeof body === "string") request.setRequestHeader("content-type", "application/json");
    request.send(body);
  });
}

function settle<Data>(request: XMLHttpRequest, resolve: (data: Data) => void, reject: (error: UploadStopped) => void): void {
  const answer = request.response as Answer<Data> | null;
  if (request.status === 429 || request.status === 503) {
    reject(new UploadStopped("tooMany", "", Number(request.getResponseHeader("retry-after")) || 5));
  } else if (answer?.errors?.some((error) => error.extensions?.code === "UNAUTHENTICATED")) {
    reject(new UploadStopped("signedOut"));
  } else if (answer?.data) {
    resolve(answer.data);
  } else {
    reject(new UploadStopped("refused", answer?.errors?.[0]?.message ?? ""));
  }
}

/** The GraphQL multipart request: the operation, a map of where its files go, and the files; JSON where there are none. */
export function bodyOf(documentId: string, variables: Record<string, unknown>): FormData | string {
  const files: File[] = [];
  const map: Record<string, string[]> = {};
  const withoutFiles = (value: unknown, path: string): unknown => {
    if (value instanceof File) {
      map[String(files.push(value) - 1)] = [path];
      return null;
    }
    if (Array.isArray(value)) return value.map((each, at) => withoutFiles(each, `${path}.${at}`));
    return value;
  };
  const plain = Object.fromEntries(
    Object.entries(variables).map(([name, value]) => [name, withoutFiles(value, `variables.${name}`)]),
  );
  if (files.length === 0) return JSON.stringify({ documentId, variables: plain });
  const form = new FormData();
  form.append("operations", JSON.stringify({ documentId, variables: plain }));
  form.append("map", JSON.stringify(map));
  for (const [at, file] of files.entries()) form.append(String(at), file);
  return form;
}

// After graphql-codegen: makes of each query a form that hides who it is about, and writes the file by which the server
// knows both.
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";

import { Kind, parse, print } from "graphql";

const documents = JSON.parse(readFileSync("app/gql/persisted-documents.json", "utf8"));
const known = {};
const blind = {};
for (const [hash, text] of Object.entries(documents)) {
  known[hash.replace("sha256:", "")] = text;
  const hidden = blindForm(text);
  if (hidden === null) continue;
  const hiddenHash = createHash("sha256").update(hidden).digest("hex");
  known[hiddenHash] = hidden;
  blind[hash] = `sha256:${hiddenHash}`;
}
writeFileSync("app/gql/blind.json", `${JSON.stringify(blind, null, 1)}\n`);
writeFileSync("app/gql/documents.json", `${JSON.stringify(known, null, 1)}\n`);

/** The document with `@blind` on its operation; null for mutations. */
function blindForm(text) {
  const document = parse(text);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation.operation === "mutation") return null;
  const directive = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "blind" }, arguments: [] };
  const hidden = { ...operation, directives: [...operation.directives, directive] };
  return print({ ...document, definitions: document.definitions.map((each) => (each === operation ? hidden : each)) });
}

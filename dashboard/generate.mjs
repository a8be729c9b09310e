// Makes app/gql/: types and documents from the server's schema and the .graphql files beside the views; of each query
// a form that hides who it is about; and the file by which the server knows them all.
import { createHash } from "node:crypto";
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from "node:fs";

import { addTypenameSelectionDocumentTransform, preset } from "@graphql-codegen/client-preset";
import { codegen } from "@graphql-codegen/core";
import { buildSchema, Kind, parse, print } from "graphql";

const FOLDER = "app/gql/";
const sdl = readFileSync("../schema.graphql", "utf8");
const documents = readdirSync("app", { recursive: true }).filter((name) => name.endsWith(".graphql")).sort().map((name) => {
  const location = `app/${name}`;
  const rawSDL = readFileSync(location, "utf8");
  return { location, rawSDL, document: parse(rawSDL) };
});

const parts = await preset.buildGeneratesSection({
  baseOutputDir: FOLDER,
  schema: parse(sdl),
  schemaAst: buildSchema(sdl),
  documents,
  plugins: [],
  pluginMap: {},
  documentTransforms: [{ name: "typename", transformObject: addTypenameSelectionDocumentTransform }],
  presetConfig: {
    fragmentMasking: false,
    persistedDocuments: { mode: "embedHashInDocument", hashAlgorithm: "sha256", hashPropertyName: "hash" },
  },
  config: {
    enumsAsTypes: true,
    useTypeImports: true,
    onlyOperationTypes: true,
    scalars: { DateTime: "string", Upload: "File", ID: "string" },
  },
});
mkdirSync(FOLDER, { recursive: true });
for (const part of parts) {
  const text = await codegen(part);
  if (part.filename.endsWith("persisted-documents.json")) writeHashes(JSON.parse(text));
  writeFileSync(part.filename, text);
}

function writeHashes(texts) {
  const known = {};
  const blind = {};
  for (const [hash, text] of Object.entries(texts)) {
    known[hash.replace("sha256:", "")] = text;
    const hidden = blindForm(text);
    if (hidden === null) continue;
    const hiddenHash = createHash("sha256").update(hidden).digest("hex");
    known[hiddenHash] = hidden;
    blind[hash] = `sha256:${hiddenHash}`;
  }
  writeFileSync(`${FOLDER}blind.json`, `${JSON.stringify(blind, null, 1)}\n`);
  writeFileSync(`${FOLDER}documents.json`, `${JSON.stringify(known, null, 1)}\n`);
}

/** The document with `@blind` on its operation; null for mutations. */
function blindForm(text) {
  const document = parse(text);
  const operation = document.definitions.find(({ kind }) => kind === Kind.OPERATION_DEFINITION);
  if (operation.operation === "mutation") return null;
  const directive = { kind: Kind.DIRECTIVE, name: { kind: Kind.NAME, value: "blind" }, arguments: [] };
  const hidden = { ...operation, directives: [...operation.directives, directive] };
  return print({ ...document, definitions: document.definitions.map((each) => (each === operation ? hidden : each)) });
}

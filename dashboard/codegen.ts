import { addTypenameSelectionDocumentTransform } from "@graphql-codegen/client-preset";
import type { CodegenConfig } from "@graphql-codegen/cli";

// Types, documents and their hashes, from the schema that the server prints.
const config: CodegenConfig = {
  schema: "../schema.graphql",
  documents: "app/**/*.graphql",
  generates: {
    "app/gql/": {
      preset: "client",
      documentTransforms: [addTypenameSelectionDocumentTransform],
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
    },
  },
};
export default config;

import { readFileSync } from "node:fs";

import { buildSchema, parse, validate } from "graphql";
import { expect, test } from "vitest";

import { EXAMPLES } from "./examples";
import { FOR_ADMINS, FOR_EVERYBODY } from "./readyMade";

const schema = buildSchema(readFileSync("../schema.graphql", "utf8"));

test.each([...EXAMPLES, ...FOR_EVERYBODY, ...FOR_ADMINS])("an example is a question that the server answers: $query", ({ query, variables }) => {
  expect(validate(schema, parse(query))).toEqual([]);
  if (variables) expect(JSON.parse(variables)).toBeTypeOf("object");
});

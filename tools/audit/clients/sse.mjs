// graphql-sse's client, one connection an operation: node sse.mjs URL TOKEN RESUME_ID
import assert from 'node:assert/strict';
import { createClient } from 'graphql-sse';

const [url, token, id] = process.argv.slice(2);
const client = createClient({ url, headers: () => ({ authorization: `Bearer ${token}` }) });

async function all(query, variables = {}) {
  const results = [];
  for await (const result of client.iterate({ query, variables })) results.push(result);
  return results;
}

const [one] = await all('{ me { username } }');
assert.ok(one.data.me.username);
const seen = await all('subscription ($id: ID!) { resumeUpdated(id: $id) { state } }', { id });
assert.equal(seen.at(-1).data.resumeUpdated.state, 'ANALYSED');
const [wrong] = await all('{ nothing }');
assert.equal(wrong.errors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
const [foreign] = await all('subscription { resumeUpdated(id: "999999") { state } }');
assert.equal(foreign.errors[0].extensions.code, 'NOT_FOUND');
client.dispose();

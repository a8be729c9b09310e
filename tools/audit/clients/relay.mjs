// Relay's compiler over the schema; the server answers the queries that it writes: node relay.mjs URL TOKEN SCHEMA FOLDER
import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import compiler from 'relay-compiler';

const [url, token, schema, folder] = process.argv.slice(2);
const here = import.meta.dirname;
mkdirSync(join(folder, '__generated__'));
cpSync(join(here, 'relay'), join(folder, 'src'), { recursive: true });
cpSync(schema, join(folder, 'schema.graphql'));
writeFileSync(join(folder, 'queries.json'), '{}');
writeFileSync(
  join(folder, 'relay.config.json'),
  JSON.stringify({
    src: './src',
    schema: './schema.graphql',
    language: 'javascript',
    artifactDirectory: './__generated__',
    persistConfig: { file: './queries.json', algorithm: 'SHA256' },
  }),
);
const compiled = spawnSync(compiler, ['relay.config.json'], { cwd: folder, encoding: 'utf8' });
assert.equal(compiled.status, 0, compiled.stdout + compiled.stderr);
const texts = Object.values(JSON.parse(readFileSync(join(folder, 'queries.json'), 'utf8')));
assert.equal(texts.length, 5);

async function ask(name, variables) {
  const query = texts.find((text) => text.includes(` ${name}(`));
  const answer = await fetch(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      accept: 'application/graphql-response+json',
      authorization: `Bearer ${token}`,
    },
    body: JSON.stringify({ query, variables }),
  });
  assert.equal(answer.status, 200, `${name}: ${await answer.clone().text()}`);
  return (await answer.json()).data;
}

const { me, positions } = await ask('dashboardQuery', { count: 1 });
assert.ok(positions.pageInfo.endCursor && positions.edges[0].cursor);
const { endCursor, hasNextPage } = me.resumes.pageInfo;
assert.ok(hasNextPage);
const next = await ask('dashboardResumesQuery', { id: me.id, count: 1, cursor: endCursor });
assert.equal(next.node.__typename, 'User');
assert.notEqual(next.node.resumes.edges[0].node.id, me.resumes.edges[0].node.id);
const { node } = await ask('dashboardNodeQuery', { id: me.resumes.edges[0].node.id });
assert.equal(node.__typename, 'Resume');

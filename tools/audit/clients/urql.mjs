// urql with its persisted exchange, and its subscriptions by fetch: node urql.mjs URL TOKEN RESUME_ID
import assert from 'node:assert/strict';
import { Client, fetchExchange, gql } from '@urql/core';
import { persistedExchange } from '@urql/exchange-persisted';

const [url, token, resumeId] = process.argv.slice(2);

function client(preferGetForPersistedQueries) {
  const sent = [];
  const recording = async (address, options) => {
    const answer = await fetch(address, options);
    const asked = options.method === 'GET' ? new URL(address).searchParams.has('query') : 'query' in JSON.parse(options.body);
    sent.push([options.method, asked, answer.status]);
    return answer;
  };
  const made = new Client({
    url,
    fetch: recording,
    fetchOptions: { headers: { authorization: `Bearer ${token}` } },
    fetchSubscriptions: true,
    preferGetMethod: false,
    exchanges: [persistedExchange({ preferGetForPersistedQueries }), fetchExchange],
  });
  return [made, sent];
}

for (const [byGet, method, query] of [
  [true, 'GET', gql`query UrqlByGet($n: Int!) { me { id resumes(first: $n) { edges { node { id } } } } }`],
  [false, 'POST', gql`query UrqlByPost($n: Int!) { me { username resumes(first: $n) { totalCount } } }`],
]) {
  const [first, sent] = client(byGet);
  const { data, error } = await first.query(query, { n: 1 }).toPromise();
  assert.equal(error, undefined);
  assert.ok(data.me);
  assert.deepEqual(sent.map(([how, text]) => [how, text]), [[method, false], [method, true]], 'asked by hash, then registered');
  const [again, sentAgain] = client(byGet);
  assert.deepEqual((await again.query(query, { n: 1 }).toPromise()).data, data);
  assert.deepEqual(sentAgain, [[method, false, 200]], 'the hash is enough once it is known');
}

// A wrong document is refused with its code, and data with errors are taken as such.
const [plain] = client(false);
const refused = await plain.query('{ nothing }', {}).toPromise();
assert.equal(refused.error.graphQLErrors[0].extensions.code, 'GRAPHQL_VALIDATION_FAILED');
const partial = await plain.query('{ me { id } resume(id: "999999") { id } }', {}).toPromise();
assert.ok(partial.data.me);
assert.equal(partial.error.graphQLErrors[0].extensions.code, 'NOT_FOUND');

// A subscription ends with the work.
const states = [];
await new Promise((resolve, reject) => {
  const { unsubscribe } = plain
    .subscription(gql`subscription ($id: ID!) { resumeUpdated(id: $id) { state } }`, { id: resumeId })
    .subscribe(({ data, error, hasNext }) => {
      if (error) reject(error);
      if (data) states.push(data.resumeUpdated.state);
      if (hasNext === false || states.at(-1) === 'ANALYSED') resolve(unsubscribe);
    });
});
assert.equal(states.at(-1), 'ANALYSED');

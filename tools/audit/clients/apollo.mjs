// Apollo Client with automatic persisted queries, by GET and by POST: node apollo.mjs URL TOKEN
import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { ApolloClient, CombinedGraphQLErrors, gql, HttpLink, InMemoryCache } from '@apollo/client';
import { PersistedQueryLink } from '@apollo/client/link/persisted-queries';

const [url, token] = process.argv.slice(2);
const sha256 = (text) => createHash('sha256').update(text).digest('hex');

// A client, and what it sent: [method, whether the document's text was in it, status].
function client(useGETForHashedQueries) {
  const sent = [];
  const recording = async (address, options) => {
    const answer = await fetch(address, options);
    const request = options.method === 'GET' ? new URL(address).searchParams : new Map(Object.entries(JSON.parse(options.body)));
    sent.push([options.method, request.has('query'), answer.status]);
    return answer;
  };
  const http = new HttpLink({ uri: url, fetch: recording, headers: { authorization: `Bearer ${token}` } });
  const link = new PersistedQueryLink({ sha256, useGETForHashedQueries }).concat(http);
  return [new ApolloClient({ link, cache: new InMemoryCache() }), sent];
}

for (const [byGet, method, query] of [
  [true, 'GET', gql`query ByGet { me { id username resumes(first: 1) { totalCount } } }`],
  [false, 'POST', gql`query ByPost { me { id role } }`],
]) {
  const [first, sent] = client(byGet);
  const { data } = await first.query({ query });
  assert.equal(data.me.__typename, 'User');
  assert.deepEqual(sent.map(([how, text]) => [how, text]), [[method, false], ['POST', true]], 'asked by hash, then registered');
  const [again, sentAgain] = client(byGet);
  assert.deepEqual((await again.query({ query })).data, data);
  assert.deepEqual(sentAgain, [[method, false, 200]], 'the hash is enough once it is known');
}

// Data with errors are taken as such.
const [partial, sent] = client(false);
const answer = await partial.query({
  query: gql`query Partial { me { id } resume(id: "999999") { id } }`,
  errorPolicy: 'all',
});
assert.equal(answer.data.me.__typename, 'User');
assert.ok(CombinedGraphQLErrors.is(answer.error));
assert.equal(answer.error.errors[0].extensions.code, 'NOT_FOUND');
assert.equal(sent.at(-1)[2], 294);

// A mutation goes by POST whatever the client prefers for queries, and its outcome is a union.
const [writing] = client(true);
const login = await writing.mutate({
  mutation: gql`mutation Login($input: LoginInput!) { login(input: $input) { ... on InvalidCredentialsError { message } } }`,
  variables: { input: { username: 'nobody-of-this-name', password: 'not-the-password' } },
});
assert.equal(login.data.login.__typename, 'InvalidCredentialsError');

// Runs graphql-http's audits of a server: node audits.mjs PACKAGE_FOLDER URL [TOKEN]
// Prints one JSON object: how many audits passed, and what is wrong with the others.
import { join } from "node:path";
import { pathToFileURL } from "node:url";

const [folder, url, token] = process.argv.slice(2);
const { serverAudits } = await import(pathToFileURL(join(folder, "lib", "index.mjs")));
const authorization = token ? { authorization: `Bearer ${token}` } : {};
const fetchFn = (address, { headers, ...options } = {}) =>
  fetch(address, { ...options, headers: { ...headers, ...authorization } });

const failures = [];
const audits = serverAudits({ url, fetchFn });
for (const audit of audits) {
  const result = await audit.fn();
  if (result.status !== "ok") failures.push(`${audit.id} ${audit.name}: ${result.reason}`);
}
console.log(JSON.stringify({ passed: audits.length - failures.length, failures }));

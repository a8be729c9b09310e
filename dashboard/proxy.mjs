// A reverse proxy that shows a server under a path of its own, for checks: requests, streams and sockets.
import { createServer, request } from "node:http";

/**
 * @param {string} target Where the server is, as http://127.0.0.1:8000.
 * @param {string} path Under which path it is shown, as /resumes.
 * @param {{ cut: boolean }} options Whether the path is taken off before the server sees it.
 * @returns {Promise<{ base: string, outside: string[], close: () => void }>} `outside` fills with requests
 *   that did not lie under the path; they get 404.
 */
export async function proxyUnder(target, path, { cut }) {
  const { hostname, port } = new URL(target);
  const outside = [];

  function forwarded(incoming) {
    if (incoming.url !== path && !incoming.url.startsWith(`${path}/`)) {
      outside.push(`${incoming.method} ${incoming.url}`);
      return null;
    }
    const headers = { ...incoming.headers, "x-forwarded-for": incoming.socket.remoteAddress, "x-forwarded-proto": "http" };
    const url = cut ? incoming.url.slice(path.length) || "/" : incoming.url;
    return request({ hostname, port, method: incoming.method, path: url, headers });
  }

  const server = createServer((incoming, answer) => {
    const onward = forwarded(incoming);
    if (onward === null) return answer.writeHead(404).end();
    onward.on("response", (given) => given.pipe(answer.writeHead(given.statusCode, given.rawHeaders)));
    onward.on("error", () => answer.destroy());
    answer.on("close", () => onward.destroy());
    incoming.pipe(onward);
  });
  server.on("upgrade", (incoming, socket) => {
    const onward = forwarded(incoming);
    if (onward === null) return socket.destroy();
    onward.on("upgrade", (given, other, head) => {
      const lines = given.rawHeaders.flatMap((name, at, all) => (at % 2 ? [] : [`${name}: ${all[at + 1]}`]));
      socket.write([`HTTP/1.1 101 ${given.statusMessage}`, ...lines, "", ""].join("\r\n"));
      socket.write(head);
      socket.pipe(other).pipe(socket);
      for (const [one, two] of [[socket, other], [other, socket]]) one.on("error", () => two.destroy());
    });
    onward.on("response", () => socket.destroy());
    onward.on("error", () => socket.destroy());
    onward.end();
  });
  await new Promise((listening) => server.listen(0, "127.0.0.1", listening));
  return {
    base: `http://127.0.0.1:${server.address().port}${path}`,
    outside,
    close: () => {
      server.close();
      server.closeAllConnections();
    },
  };
}

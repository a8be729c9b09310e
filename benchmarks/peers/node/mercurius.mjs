// Mercurius on Fastify; a query is compiled after its first run.

import Fastify from "fastify";
import mercurius from "mercurius";
import { authenticate, resolvers, typeDefs } from "./store.mjs";

const app = Fastify({ logger: false });

await app.register(mercurius, {
  schema: typeDefs,
  resolvers,
  jit: 1,
  graphiql: false,
  context: (request) => {
    const viewer = authenticate(request.headers.authorization);
    if (viewer === null) throw new mercurius.ErrorWithProps("not authenticated", {}, 401);
    return { viewer };
  },
});

await app.listen({ host: "127.0.0.1", port: Number(process.argv[2]) });

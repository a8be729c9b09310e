// GraphQL Yoga 5 on Node's HTTP server; its parser and validation caches are on by default.

import { GraphQLError } from "graphql";
import { createSchema, createYoga } from "graphql-yoga";
import { createServer } from "node:http";
import { authenticate, resolvers, typeDefs } from "./store.mjs";

const yoga = createYoga({
  schema: createSchema({ typeDefs, resolvers }),
  graphiql: false,
  landingPage: false,
  logging: false,
  multipart: false,
  context: ({ request }) => {
    const viewer = authenticate(request.headers.get("authorization"));
    if (viewer === null) throw new GraphQLError("not authenticated", { extensions: { http: { status: 401 } } });
    return { viewer };
  },
});

createServer(yoga).listen(Number(process.argv[2]), "127.0.0.1");

// Apollo Server 5 with its own standalone HTTP server.

import { ApolloServer } from "@apollo/server";
import { startStandaloneServer } from "@apollo/server/standalone";
import { GraphQLError } from "graphql";
import { authenticate, resolvers, typeDefs } from "./store.mjs";

const server = new ApolloServer({ typeDefs, resolvers });

await startStandaloneServer(server, {
  listen: { host: "127.0.0.1", port: Number(process.argv[2]) },
  context: async ({ req }) => {
    const viewer = authenticate(req.headers.authorization);
    if (viewer === null) throw new GraphQLError("not authenticated", { extensions: { http: { status: 401 } } });
    return { viewer };
  },
});

// Bun without GraphQL: what a careful developer writes by hand for each page, over the peers' own store.

import { authenticate, resolvers } from "./store.mjs";

const FIRST = { dashboard: { resumes: 50, matches: 5 }, detail: { matches: 10 } };

function shown(resume, first) {
  return {
    id: resume.id,
    databaseId: resume.databaseId,
    status: resume.status,
    uploadTime: resume.uploadTime,
    analysis: resume.loadAnalysis(),
    matches: resume.loadMatches(first),
  };
}

function dashboard(viewer) {
  const { totalCount, pageInfo, edges } = resolvers.User.resumes(viewer, { first: FIRST.dashboard.resumes });
  return {
    me: {
      username: viewer.username,
      resumes: {
        totalCount,
        pageInfo,
        edges: edges.map(({ node }) => ({ node: shown(node, FIRST.dashboard.matches) })),
      },
    },
  };
}

function handler(answer) {
  return (request) => {
    const viewer = authenticate(request.headers.get("authorization"));
    if (viewer === null) return new Response(null, { status: 401 });
    return Response.json({ data: answer(viewer, request) });
  };
}

Bun.serve({
  hostname: "127.0.0.1",
  port: Number(process.argv[2]),
  routes: {
    "/me": handler(({ id, username, role }) => ({ me: { id, username, role } })),
    "/dashboard": handler(dashboard),
    "/detail/:id": handler((viewer, request) => {
      const id = btoa(`Resume:${request.params.id}`);
      const resume = resolvers.Query.resume(undefined, { id }, { viewer });
      return { resume: resume && shown(resume, FIRST.detail.matches) };
    }),
  },
});

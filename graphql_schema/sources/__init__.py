"""Where rows come from, and who may see them: the same for resolvers and for compiled queries."""

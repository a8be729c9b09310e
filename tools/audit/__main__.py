"""Audits by other people's tools, against a server of its own on loopback: `make audit`.

What each looks at, and what is excepted and why, stands in docs/security.md.
"""

from __future__ import annotations

import sys
import tempfile
from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from tests.gateway import Gateway, running_gateway
from tests.programs import Nursery
from tools.audit import clients, crawling, resting
from tools.audit.abuse import abuses
from tools.audit.node import NodeTools, installed
from tools.audit.outcomes import Verdict, judge

Audit = Callable[[], Sequence[str]]
# Tools that send thousands of requests are no measure of the limits of rate, which have their own tests.
_SETTINGS = {"GATEWAY_RATE_LIMITS": "off", "GATEWAY_ANALYSIS_WAIT_SECONDS": "0"}


def at_rest(tools: Path) -> dict[str, Audit]:
    """Return the audits that need no server."""
    return {
        "breaking changes of schema.graphql": resting.breaking_changes,
        "bandit": partial(resting.bandit, tools),
        "pip-audit": partial(resting.pip_audit, tools),
    }


def of_clients(tools: Path, gateway: Gateway) -> dict[str, Audit]:
    """Return the audits by clients."""
    account, (first, second, third) = clients.person_with_resumes(gateway)
    url, token = f"{gateway.url}/graphql", account.token

    def by_node(audit: Callable[..., Sequence[str]], *arguments: str) -> Audit:
        return lambda: audit(installed(), *arguments)

    return {
        "Apollo Client, persisted queries both ways": by_node(clients.apollo, url, token),
        "urql, persisted queries both ways": by_node(clients.urql, url, token, first),
        "Relay's compiler": by_node(clients.relay, url, token),
        "graphql-sse": by_node(clients.sse, url, token, second),
        "gql over a WebSocket": partial(clients.websocket, tools, url, token, third),
    }


def of_attackers(tools: Path, gateway: Gateway) -> dict[str, Audit]:
    """Return the audits that look for holes; what they leave behind is no place for clients."""
    token, url = gateway.user("root", role="admin").token, gateway.url

    def spectral() -> Sequence[str]:
        node: NodeTools = installed()
        return crawling.spectral(node, url)

    return {
        "Spectral, OWASP's rules": spectral,
        "abuses of GraphQL (as graphql-cop)": partial(abuses, url),
        "schemathesis, REST": partial(crawling.schemathesis_rest, tools, url, token),
        "schemathesis, GraphQL": partial(crawling.schemathesis_graphql, tools, url, token),
        "no traceback in the log": lambda: [line for line in gateway.log if "Traceback" in line],
    }


def main() -> int:
    """Run every audit and return 0 where none finds anything."""
    tools = Path(sys.argv[1]).absolute()
    verdicts: list[Verdict] = [judge(name, audit) for name, audit in at_rest(tools).items()]
    for audits_of in (of_clients, of_attackers):
        with (
            tempfile.TemporaryDirectory() as folder,
            running_gateway(Path(folder) / "data", Nursery.ITS_OWN, **_SETTINGS) as gateway,
        ):
            verdicts += [judge(name, audit) for name, audit in audits_of(tools, gateway).items()]
    print("\n" + "\n".join(map(str, verdicts)))
    return 1 if any(verdict.findings for verdict in verdicts) else 0


if __name__ == "__main__":
    sys.exit(main())

"""The tools that come by npm, installed from `clients/package-lock.json`."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from dashboard.build import BuildError, Node, find_node
from tools.audit.outcomes import Skipped, run

CLIENTS = Path(__file__).parent / "clients"
# npm writes this file last, so its age is that of the installation.
_INSTALLED = CLIENTS / "node_modules" / ".package-lock.json"


@dataclass(frozen=True, slots=True)
class NodeTools:
    """Node with the locked packages."""

    node: Node

    def run(self, script: str, *arguments: str) -> list[str]:
        """Run a script of the folder of clients; return a finding where it fails."""
        findings = run([self.node.program, script, *arguments], folder=CLIENTS)
        return [finding.replace(Path(self.node.program).name, script) for finding in findings]


def installed() -> NodeTools:
    """Install the packages, unless that was done already. Raises `Skipped`."""
    try:
        node = find_node()
    except BuildError as error:
        raise Skipped(str(error)) from error
    manifests = [CLIENTS / name for name in ("package.json", "package-lock.json", ".npmrc")]
    newest = max(manifest.stat().st_mtime for manifest in manifests)
    is_installed = _INSTALLED.is_file() and _INSTALLED.stat().st_mtime >= newest
    install = [*node.npm, "ci", "--ignore-scripts", "--no-audit", "--no-fund"]
    if not is_installed and run(install, folder=CLIENTS):
        raise Skipped("the packages of tools/audit/clients could not be installed")
    return NodeTools(node)

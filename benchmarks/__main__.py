"""`python -m benchmarks`: compares the servers, or measures what only this one has."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Annotated

import anyio
import typer

from benchmarks import data, report
from benchmarks.cases import CASES
from benchmarks.comparison import Effort, compare
from benchmarks.contestants import CONTESTANTS

QUICK = Effort(rounds=3, warm_up_seconds=0.3, slice_seconds=0.2)
THOROUGH = Effort(rounds=15, warm_up_seconds=1.5, slice_seconds=0.4)

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def graphql(
    context: typer.Context,
    only: Annotated[str, typer.Option(help="Contestants, by comma; the limit is the base.")] = "",
    cases: Annotated[str, typer.Option(help="Cases, by comma.")] = "",
    rounds: Annotated[int | None, typer.Option(min=1, help="Interleaved rounds.")] = None,
    quick: Annotated[bool, typer.Option(help="A rough answer in a minute.")] = False,
    fresh: Annotated[bool, typer.Option(help="Fill the database anew.")] = False,
) -> None:
    """Compare the servers by CPU a request."""
    if context.invoked_subcommand is not None:
        return
    names = _chosen(only, [contestant.name for contestant in CONTESTANTS])
    case_names = _chosen(cases, [case.name for case in CASES])
    effort = QUICK if quick else THOROUGH
    if rounds is not None:
        effort = effort._replace(rounds=rounds)
    dataset = data.prepared(fresh=fresh)
    with tempfile.TemporaryDirectory(prefix="benchmark-logs-") as logs:

        async def run() -> None:
            outcome = await compare(
                [contestant for contestant in CONTESTANTS if contestant.name in names],
                case_names,
                dataset,
                effort=effort,
                logs=Path(logs),
            )
            print(report.text(outcome))

        anyio.run(run)


def _chosen(given: str, known: list[str]) -> list[str]:
    chosen = [name for name in given.split(",") if name] or known
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}; there are {', '.join(known)}")
    return chosen


app()

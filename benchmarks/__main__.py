"""`python -m benchmarks`: compares the servers, or measures what only this one has."""

from __future__ import annotations

import tempfile
from functools import partial
from pathlib import Path
from typing import Annotated

import anyio
import typer

from benchmarks import data, report
from benchmarks.cases import CASES
from benchmarks.comparison import Effort, compare
from benchmarks.contestants import CONTESTANTS, ROOT
from benchmarks.publish import publish, publish_picture
from benchmarks.rest import measure_rest
from benchmarks.starts import measure_starts
from benchmarks.statements import dashboard_statements, sentence
from benchmarks.unchanged import measure_unchanged
from tests.pdf_files import pdf_with_lines

QUICK = Effort(rounds=3, warm_up_seconds=0.3, slice_seconds=0.2)
THOROUGH = Effort(rounds=15, warm_up_seconds=1.5, slice_seconds=0.4)

RESUME_LINES = [
    "林晓彤",
    "求职意向：Java开发工程师",
    "性别：女    出生年月：1996.05    现居城市：杭州",
    "电话：13800001000    邮箱：demo@example.com",
    "工作年限：6年    期望薪资：18k-24k",
    "教育背景",
    "2014.09-2018.06    浙江大学    软件工程    本科",
    "工作经历",
    "2018.07-至今    杭州云栈信息技术有限公司    Java开发工程师",
    "负责订单服务的设计与开发，接口响应时间缩短一半。",
    "主导缓存与消息队列的改造，支撑每日百万订单。",
    "项目经历",
    "2021.03-2022.08    订单中心重构    后端负责人",
    "拆分单体应用为六个服务，发布时间由两小时降至十分钟。",
    "专业技能",
    "Java、Spring Boot、MySQL、Redis、Linux、Docker",
]

app = typer.Typer(add_completion=False, pretty_exceptions_enable=False)


@app.callback(invoke_without_command=True)
def graphql(
    context: typer.Context,
    only: Annotated[str, typer.Option(help="Contestants, by comma; the limit is the base.")] = "",
    cases: Annotated[str, typer.Option(help="Cases, by comma.")] = "",
    rounds: Annotated[int | None, typer.Option(min=1, help="Interleaved rounds.")] = None,
    quick: Annotated[bool, typer.Option(help="A rough answer in a minute.")] = False,
    fresh: Annotated[bool, typer.Option(help="Fill the database anew.")] = False,
    to_docs: Annotated[bool, typer.Option("--publish", help="Write figures and picture to docs/.")] = False,
) -> None:
    """Compare the servers by CPU a request; `rest` measures what only this one has."""
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
            figures = report.text(outcome)
            if ("dashboard", "ours") in outcome.samples:
                figures += "\n\n" + sentence(await dashboard_statements(dataset))
            print(figures)
            if to_docs:
                publish("comparison", figures)
                publish_picture(outcome)

        anyio.run(run)


@app.command()
def rest(
    file: Annotated[Path | None, typer.Option(help="A PDF to upload; unset: an invented one.")] = None,
    uploads: Annotated[int, typer.Option(min=1, help="How many uploads.")] = 40,
    quick: Annotated[bool, typer.Option(help="A rough answer in a minute.")] = False,
    to_docs: Annotated[bool, typer.Option("--publish", help="Write the figures to docs/.")] = False,
) -> None:
    """Measure REST requests, the way from upload to matches, and memory."""
    pdf = pdf_with_lines(RESUME_LINES) if file is None else file.read_bytes()
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        folder = Path(name)
        dataset = data.copied(data.prepared(fresh=False), folder)
        effort = QUICK if quick else THOROUGH
        figures = anyio.run(
            partial(measure_rest, dataset, effort=effort, pdf=pdf, uploads=uploads, logs=folder)
        )
        print(figures)
        if to_docs:
            publish("rest", figures)


@app.command()
def unchanged(
    quick: Annotated[bool, typer.Option(help="A rough answer in a minute.")] = False,
    to_docs: Annotated[bool, typer.Option("--publish", help="Write the figures to docs/.")] = False,
) -> None:
    """Measure a GET of a dashboard that the client has already."""
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        effort = QUICK if quick else THOROUGH
        measuring = partial(measure_unchanged, data.prepared(fresh=False), effort=effort, logs=Path(name))
        figures = anyio.run(measuring)
    print(figures)
    if to_docs:
        publish("unchanged", figures)


@app.command()
def starts(
    beside: Annotated[Path | None, typer.Option(help="Another checkout, measured by turns.")] = None,
    folder: Annotated[
        Path | None,
        typer.Option("--data", help="A folder that `demo` has filled; unset: the usual one."),
    ] = None,
    rounds: Annotated[int, typer.Option(min=1, help="Starts of each.")] = 15,
    to_docs: Annotated[bool, typer.Option("--publish", help="Write the figures to docs/.")] = False,
) -> None:
    """Measure what passes from a start to the first answers, and what commands take."""
    dataset = data.prepared(fresh=False) if folder is None else data.filled(folder.absolute())
    checkouts = {"before": beside.absolute()} if beside else {}
    checkouts["now"] = ROOT
    with tempfile.TemporaryDirectory(prefix="benchmark-") as name:
        figures = measure_starts(
            checkouts, dataset, rounds=rounds, logs=Path(name), resumes=data.count_resumes(dataset)
        )
    print(figures)
    if to_docs:
        publish("starts", figures)


@app.command()
def statements() -> None:
    """Show the SQL statements of one dashboard request."""
    found = anyio.run(dashboard_statements, data.prepared(fresh=False))
    for statement in found[max(found)]:
        print(statement if len(statement) < 400 else statement[:400] + " …")
    print(sentence(found))


def _chosen(given: str, known: list[str]) -> list[str]:
    chosen = [name for name in given.split(",") if name] or known
    unknown = sorted(set(chosen) - set(known))
    if unknown:
        raise typer.BadParameter(f"{', '.join(unknown)}; there are {', '.join(known)}")
    return chosen


if __name__ == "__main__":
    app()

"""`resume-gateway import-positions` as its user runs it, beside a running server too."""

from __future__ import annotations

import csv
import signal
import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from tests import pdf_files
from tests.databases import make_migrated
from tests.gateway import environment, running_gateway
from tests.programs import Started
from tests.waiting import until

HEADER = ["编号", "职位名称", "公司", "城市", "薪资", "学历", "技能"]
JOBS = [
    ["1", "潜水教练", "碧海潜水俱乐部", "三亚", "1-1.5万/月", "大专", "潜水教学；急救"],
    ["2", "护士", "仁和医院", "成都-武侯区", "面议", "本科", "静脉输液"],
]


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("GATEWAY_DATA_DIR", str(tmp_path / "var"))
    make_migrated(tmp_path / "var")
    return CliRunner()


def run(runner: CliRunner, *arguments: str | Path, code: int = 0) -> str:
    result = runner.invoke(app, ["import-positions", *map(str, arguments)])
    assert result.exit_code == code, result.output
    return result.output


def deleted(runner: CliRunner, source: str, code: int = 0) -> str:
    result = runner.invoke(app, ["delete-positions", "--source", source])
    assert result.exit_code == code, result.output
    return result.output


def table(
    folder: Path, rows: Sequence[Sequence[str]], *, encoding: str = "gb18030", name: str = "jobs.csv"
) -> Path:
    path = folder / name
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file).writerows([HEADER, *rows])
    return path


@contextmanager
def database(folder: Path) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(folder / "gateway.sqlite3", timeout=30)) as connection:
        yield connection


def count(folder: Path, what: str = "count(*)") -> int:
    with database(folder) as connection:
        found: int = connection.execute(f"SELECT {what} FROM positions WHERE NOT removed").fetchone()[0]
        return found


def test_a_file_is_imported_and_the_same_again_changes_nothing(tmp_path: Path, runner: CliRunner) -> None:
    path = table(tmp_path, JOBS)
    assert "2 added" in run(runner, path, "--source", "own")
    assert "0 added, 0 changed, 2 unchanged" in run(runner, path, "--source", "own")
    with database(tmp_path / "var") as connection:
        rows = connection.execute(
            "SELECT external_id, title_zh, city, salary_text, salary_min, salary_max "
            "FROM positions ORDER BY id"
        ).fetchall()
    assert rows == [
        ("1", "潜水教练", "三亚", "1-1.5万/月", 10000, 15000),
        ("2", "护士", "成都", "面议", None, None),
    ]


def test_cells_that_are_printed_python_lists_import_with_a_mapping(tmp_path: Path, runner: CliRunner) -> None:
    path = tmp_path / "crawled.csv"
    lines = ["名,钱,要求", "\"['数据分析师']\",\"['1.5-2万/月']\",\"['3-4年工作经验']\"", "[],[],[]"]
    path.write_text("\n".join(lines), encoding="gb18030")
    shown = run(
        runner, path, "--source", "own", "--map", "名=title", "--map", "钱=salary", "--map", "要求=years"
    )
    assert "1 added" in shown
    assert "line 3: 没有职位名称" in shown
    with database(tmp_path / "var") as connection:
        assert connection.execute("SELECT title_zh, salary_max, years_min FROM positions").fetchall() == [
            ("数据分析师", 20000, 3)
        ]


def test_a_dry_run_writes_nothing(tmp_path: Path, runner: CliRunner) -> None:
    assert "Nothing was written" in run(runner, table(tmp_path, JOBS), "--source", "own", "--dry-run")
    assert count(tmp_path / "var") == 0


def test_a_dry_run_shows_the_first_rows_and_what_was_left(tmp_path: Path, runner: CliRunner) -> None:
    path = tmp_path / "list.csv"
    path.write_text(
        "招聘岗位表,,,\n岗位名称,月薪（K）,薪资结构,人数\n会计,8-10,底薪+提成,2\n", encoding="utf-8"
    )
    shown = run(runner, path, "--source", "own", "--dry-run")
    assert "Line 2 names the columns" in shown
    assert "Columns taken: 岗位名称 → title, 月薪（K） → salary" in shown
    assert "Columns left: 薪资结构, 人数" in shown
    assert "Warning: 薪资结构 looks like a pay and was left; use --map '薪资结构=salary'" in shown
    assert "line 3: 会计 · 8-10K/月 = 8,000–10,000 CNY a month" in shown


def test_an_import_is_taken_back(tmp_path: Path, runner: CliRunner) -> None:
    run(runner, table(tmp_path, JOBS), "--source", "own")
    assert "2 positions" in deleted(runner, "own")
    assert count(tmp_path / "var") == 0
    assert "own" in deleted(runner, "own", code=1)


def test_replacing_removes_what_the_file_lacks(tmp_path: Path, runner: CliRunner) -> None:
    run(runner, table(tmp_path, JOBS), "--source", "own")
    assert "1 removed" in run(runner, table(tmp_path, JOBS[:1]), "--source", "own", "--replace")
    assert count(tmp_path / "var") == 1


def test_many_rejected_rows_are_shown_in_part_and_reported_in_full(tmp_path: Path, runner: CliRunner) -> None:
    path, report = table(tmp_path, [*JOBS, *([["", ""]] * 3), *([["9", ""]] * 30)]), tmp_path / "report.csv"
    shown = run(runner, path, "--source", "own", "--report", report)
    assert "30 rejected" in shown
    assert shown.count("没有职位名称") == 20
    assert f"10 more; all are in {report}" in shown
    with report.open(encoding="utf-8", newline="") as file:
        rows = list(csv.reader(file))
    assert rows[0] == ["line", "code", "reason"]
    assert rows[1:] == [[str(line), "NO_TITLE", "没有职位名称"] for line in range(7, 37)]


def test_a_file_without_a_usable_row_ends_with_an_error(tmp_path: Path, runner: CliRunner) -> None:
    assert "2 rejected" in run(runner, table(tmp_path, [["1", ""], ["2", ""]]), "--source", "own", code=1)


@pytest.mark.parametrize(
    ("options", "code", "told"),
    [
        (["--source", "bundled"], 1, "bundled"),
        (["--source", "a b"], 1, "来源名"),
        (["--source", "own", "--map", "工种=title"], 1, "工种"),
        (["--source", "own", "--map", "职位名称=标题"], 1, "职位名称=标题"),
        (["--source", "own", "--encoding", "morse"], 1, "morse"),
        (["--source", "own", "--report", "/nowhere/report.csv"], 1, "/nowhere/report.csv"),
        ([], 2, "--source"),
    ],
)
def test_what_is_wrong_is_said_and_nothing_is_imported(
    tmp_path: Path, runner: CliRunner, options: list[str], code: int, told: str
) -> None:
    assert told in run(runner, table(tmp_path, JOBS), *options, code=code)
    assert count(tmp_path / "var") == 0


def test_a_missing_file_is_said(runner: CliRunner) -> None:
    assert "none.csv" in run(runner, "none.csv", "--source", "own", code=2)


def started(data_dir: Path, path: Path, source: str) -> Started:
    return Started(["import-positions", str(path), "--source", source], environment(data_dir))


def many(count: int) -> list[list[str]]:
    return [
        [str(number), f"职位{number}", "公司", "杭州", "8k-12k", "本科", "Excel"] for number in range(count)
    ]


def test_an_import_that_is_killed_is_completed_by_the_next_run(tmp_path: Path, runner: CliRunner) -> None:
    path, data_dir = table(tmp_path, many(6_000)), tmp_path / "var"
    run(runner, table(tmp_path, JOBS, name="few.csv"), "--source", "before")
    process = started(data_dir, path, "own")
    # What is committed shows that it is under way: no time is waited for.
    until(lambda: count(data_dir) >= 500 or process.poll() is not None)
    process.send_signal(signal.SIGKILL)
    assert process.wait() == -signal.SIGKILL
    there = count(data_dir) - len(JOBS)
    assert 0 < there < 6_000
    assert there % 500 == 0
    assert f"{6_000 - there} added, 0 changed, {there} unchanged" in run(runner, path, "--source", "own")
    with database(data_dir) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchone() == ("ok",)


def test_two_imports_at_once_both_arrive_whole(tmp_path: Path, runner: CliRunner) -> None:
    data_dir = tmp_path / "var"
    run(runner, table(tmp_path, JOBS, name="few.csv"), "--source", "before")
    same = table(tmp_path, many(2_000))
    processes = [started(data_dir, same, source) for source in ("own", "own", "other")]
    assert [process.wait() for process in processes] == [0, 0, 0]
    assert count(data_dir) == len(JOBS) + 2 * 2_000
    with database(data_dir) as connection:
        assert (
            connection.execute("SELECT max(version) FROM positions").fetchone()
            == connection.execute("SELECT version FROM catalogue").fetchone()
        )


def test_a_running_server_matches_with_what_was_imported(tmp_path: Path, runner: CliRunner) -> None:
    resume = pdf_files.pdf_with_lines(
        ["张晓一", "求职意向：潜水教练", "电话：13900001111", "专业技能", "潜水教学、急救"]
    )
    with running_gateway(tmp_path / "var") as gateway:
        seeker = gateway.user("wanglei")
        resume_id = gateway.upload(seeker, "resume.pdf", resume)
        assert gateway.finished(seeker, resume_id) == "分析完成"

        def positions() -> list[str]:
            return [
                match["position"] for match in gateway.get(seeker, f"/api/resumes/{resume_id}/matches").json()
            ]

        def wait_for(there: bool) -> None:
            until(positions, lambda found: ("潜水教练" in found) == there)

        assert "潜水教练" not in positions()
        run(runner, table(tmp_path, JOBS), "--source", "own")
        wait_for(there=True)
        assert positions()[0] == "潜水教练"
        query = '{ positions(search: "scuba diving", source: "own", first: 1) { edges { node { title } } } }'
        found = gateway.client.post("/graphql", json={"query": query}).json()["data"]["positions"]
        assert [edge["node"]["title"] for edge in found["edges"]] == ["潜水教练"]
        run(runner, table(tmp_path, JOBS[1:]), "--source", "own", "--replace")
        wait_for(there=False)
        run(runner, table(tmp_path, JOBS), "--source", "own")
        wait_for(there=True)
        assert deleted(runner, "own") == "2 positions of own were deleted.\n"
        wait_for(there=False)
        assert len(positions()) == 10
    with running_gateway(tmp_path / "var") as gateway:
        assert gateway.get(gateway.login("wanglei"), f"/api/resumes/{resume_id}/matches").status_code == 200

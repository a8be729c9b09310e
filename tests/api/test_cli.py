from __future__ import annotations

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from api.cli import app
from domain.documents.isolation import link
from tests import nurseries, pdf_files, programs, word_files
from tests.gateway import environment, running_gateway

RESUME = ["Grace Okafor", "grace.okafor@example.com", "Objective: Registered Nurse", "Born: May 1998"]
HISTORY = [
    "Work Experience",
    "Northwind Hospital, Registered Nurse, March 2021 - present",
    "Education",
    "Harbour University, Bachelor of Science in Nursing, 2016 - 2020",
]


@pytest.fixture
def runner(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> CliRunner:
    monkeypatch.setenv("GATEWAY_DATA_DIR", str(tmp_path / "var"))
    monkeypatch.setattr(link, "started", nurseries.started_by(nurseries.asked()))
    return CliRunner()


def run(runner: CliRunner, *arguments: str, code: int = 0, given: str | None = None) -> str:
    result = runner.invoke(app, arguments, input=given)
    assert result.exit_code == code, result.output
    return result.output


def analyze(folder: Path, *arguments: str) -> list[dict[str, object]]:
    done = programs.run(["analyze", "--jsonl", *arguments], environment(folder))
    assert done.returncode == 0, done.stderr
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_analyze_prints_an_object_a_file_in_the_order_given(tmp_path: Path) -> None:
    good, bad, odd = tmp_path / "a.pdf", tmp_path / "b.docx", tmp_path / "c.rar"
    good.write_bytes(pdf_files.pdf_with_lines(RESUME))
    bad.write_bytes(word_files.docx_with_paragraphs(RESUME)[:500])
    odd.write_bytes(b"Rar!\x1a\x07\x01\x00" + bytes(64))
    missing = tmp_path / "none.pdf"
    results = analyze(tmp_path, "--today", "2026-04-30", *map(str, (missing, good, bad, odd)))
    assert [result["file"] for result in results] == list(map(str, (missing, good, bad, odd)))
    assert [str(result["error"]).split(":")[0] for result in results] == [
        "FILE_MISSING",
        "None",
        "DAMAGED",
        "UNSUPPORTED_TYPE",
    ]
    read = results[1]
    assert (read["name"], read["email"]) == ("Grace Okafor", "grace.okafor@example.com")
    assert (read["birth"], read["age"]) == ("1998-05", 27)
    assert read["career_interest"] == "Registered Nurse"
    assert isinstance(read["seconds"], float)
    assert set(results[0]) == set(read)
    assert results[0]["schools"] == results[0]["experience"] == results[0]["education"] == []


def test_analyze_prints_employments_and_stays_at_schools_as_whole_entries(tmp_path: Path) -> None:
    resume = tmp_path / "a.txt"
    resume.write_text("\n".join(RESUME + HISTORY))
    (read,) = analyze(tmp_path, str(resume))
    assert read["experience"] == [
        {
            "company": "Northwind Hospital",
            "title": "Registered Nurse",
            "start": "2021-03",
            "end": None,
            "is_current": True,
        }
    ]
    assert read["education"] == [
        {
            "school": "Harbour University",
            "degree": "Bachelor of Science",
            "major": "Nursing",
            "start": "2016",
            "end": "2020",
        }
    ]


def test_analyze_makes_a_file_for_other_programs(tmp_path: Path) -> None:
    resume = tmp_path / "a.txt"
    resume.write_text("\n".join(RESUME + HISTORY))
    done = programs.run(["analyze", "--format", "json-resume", str(resume)], environment(tmp_path))
    assert done.returncode == 0, done.stderr
    made = json.loads(done.stdout)
    assert made["basics"]["name"] == "Grace Okafor"
    assert made["work"][0]["startDate"] == "2021-03"


def test_analyze_makes_files_in_a_folder_and_tells_which_could_not_be_made(tmp_path: Path) -> None:
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.txt").write_text("\n".join(RESUME))
    (tmp_path / "two" / "b.rar").write_bytes(b"Rar!\x1a\x07\x01\x00" + bytes(64))
    asked = ["analyze", "--format", "json-resume", str(tmp_path / "one"), str(tmp_path / "two")]
    assert "--to" in programs.run(asked, environment(tmp_path)).stderr
    done = programs.run([*asked, "--to", str(tmp_path / "made")], environment(tmp_path))
    assert done.returncode == 1
    assert "b.rar" in done.stderr
    made = sorted(path.name for path in (tmp_path / "made").iterdir())
    assert made == ["a-2.resume.json", "a.resume.json"]


@pytest.mark.parametrize("name", ["Ann's resume [final].md", "[old] [/final].md", ":coffee:.md"])
def test_analyze_shows_the_name_of_a_file_as_it_is(tmp_path: Path, runner: CliRunner, name: str) -> None:
    resume = tmp_path / name
    resume.parent.mkdir(exist_ok=True)
    resume.write_text("\n".join(RESUME), encoding="utf-8")

    assert str(resume) in run(runner, "analyze", str(resume))


def test_analyze_shows_what_a_resume_says_as_it_is(tmp_path: Path, runner: CliRunner) -> None:
    resume = tmp_path / "a.txt"
    work = [
        "Work Experience",
        "Northwind [b]Hospital[/b] Ltd., Registered Nurse [/night], March 2021 - present",
    ]
    resume.write_text("\n".join(RESUME + work), encoding="utf-8")

    shown = run(runner, "analyze", str(resume))

    assert "Northwind [b]Hospital[/b] Ltd." in shown
    assert "Registered Nurse [/night]" in shown


def test_analyze_cuts_nothing_off_that_is_too_long_for_its_line(tmp_path: Path, runner: CliRunner) -> None:
    skills = "焊接、钳工、电工、数控车床、机械制图、公差配合、质量检验、设备维护、叉车驾驶、起重吊装"
    resume = tmp_path / "a.txt"
    resume.write_text("\n".join(["殷立群", "专业技能", skills]), encoding="utf-8")

    shown = run(runner, "analyze", str(resume))

    assert "…" not in shown
    assert skills in "".join(sign for sign in shown if sign in skills)


def test_analyze_reads_folders_and_shows_tables_to_people(tmp_path: Path, runner: CliRunner) -> None:
    (tmp_path / "resumes").mkdir()
    (tmp_path / "resumes" / "a.txt").write_text("\n".join(RESUME))
    shown = run(runner, "analyze", str(tmp_path / "resumes"))
    assert "Grace Okafor" in shown


def test_a_wrong_day_is_explained(runner: CliRunner) -> None:
    assert "2026-13-01" in run(runner, "analyze", "--today", "2026-13-01", "x.pdf", code=2)


def test_an_admin_is_made_from_the_environment_or_a_prompt(
    runner: CliRunner, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert "is an administrator" in run(runner, "create-admin", "ops", given="from-prompt\nfrom-prompt\n")
    monkeypatch.setenv("GATEWAY_ADMIN_PASSWORD", "from-environment")
    assert "is an administrator" in run(runner, "create-admin", "ops2")
    assert "用户名已存在" in run(runner, "create-admin", "OPS", code=1)
    monkeypatch.setenv("GATEWAY_ADMIN_PASSWORD", "short")
    assert "密码" in run(runner, "create-admin", "ops3", code=1)


def test_migrate_tells_what_it_did(runner: CliRunner) -> None:
    assert "from None to" in run(runner, "migrate")
    assert "is at" in run(runner, "migrate")


def test_the_demo_can_be_explored_and_is_filled_only_once(tmp_path: Path, runner: CliRunner) -> None:
    assert "6 resumes of 2 users" in run(runner, "demo", "--users", "2", "--resumes", "3")
    assert "演示数据" in run(runner, "demo", code=1)
    with running_gateway(tmp_path / "var") as gateway:
        account = gateway.login("demo2", "demo-password")
        listed = gateway.get(account, "/api/resumes").json()
        assert [resume["status"] for resume in listed] == ["分析完成"] * 3
        for resume in listed:
            body = gateway.get(account, f"/api/resumes/{resume['id']}/analysis").json()
            assert body["basic_info"]["name"]
            assert body["career_interest"]
            assert len(gateway.get(account, f"/api/resumes/{resume['id']}/matches").json()) >= 5


def test_the_demo_is_refused_where_there_are_real_users(runner: CliRunner) -> None:
    run(runner, "create-admin", "ops", given="from-prompt\nfrom-prompt\n")
    assert "真实用户" in run(runner, "demo", code=1)


def test_the_exported_schema_is_the_one_in_the_repository(runner: CliRunner) -> None:
    committed = Path(__file__).parents[2] / "schema.graphql"
    assert run(runner, "export-schema") == committed.read_text(encoding="utf-8")

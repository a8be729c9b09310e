"""The builders of the parts: what they open they close, and the running program can be started again."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from api.parts.analyses import open_reader
from api.parts.database import open_database
from api.parts.running import running
from api.parts.users import user_service
from api.settings import Settings
from domain.clock import utc_now
from persistence.migrations import current_revision
from tests.pdf_files import pdf_with_lines

pytestmark = pytest.mark.anyio


def settings(folder: Path, **given: object) -> Settings:
    return Settings(data_dir=folder, analysis_workers=1, **given)  # type: ignore[arg-type]


def test_a_database_is_opened_in_its_newest_form(tmp_path: Path) -> None:
    with open_database(settings(tmp_path)) as database:
        assert current_revision(database.engine) is not None
        assert database.reading_engine is not database.engine
        with database.unit_of_work() as work:
            assert work.users.count() == 0
    assert database.engine.pool.checkedout() == 0  # type: ignore[attr-defined]


async def test_the_commands_have_the_servers_users(tmp_path: Path) -> None:
    given = settings(tmp_path)
    with open_database(given) as database:
        await user_service(given, database, clock=utc_now).create_admin(username="root", password="secret1")
    async with running(given, clock=utc_now) as state:
        token = await state["users"].login(username="root", password="secret1")
        assert (await state["users"].authenticate(token)).username == "root"


async def test_a_reader_reads_until_it_is_closed(tmp_path: Path) -> None:
    from domain.documents.formats import MediaType

    (tmp_path / "resume.pdf").write_bytes(pdf_with_lines(["Grace Okafor", "grace@example.com"]))
    with open_reader(settings(tmp_path)) as reader:
        reading = await reader.read_through(tmp_path / "resume.pdf", media_type=MediaType.PDF)
    assert reading.page_count == 1


async def test_every_part_answers_in_the_running_program_and_it_can_be_started_again(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = settings(tmp_path)
    for _ in range(2):
        async with running(given, clock=utc_now) as state:
            for check in state["readiness"].checks.values():
                assert await check() is not False
    assert [record for record in caplog.records if record.levelno >= logging.ERROR] == []


@pytest.mark.parametrize(
    ("bootstrap", "told"),
    [
        ("local", ["anybody on this machine"]),
        ("code", ["X-Admin-Code: "]),
        ("off", []),
        (True, ["it is read as local", "anybody on this machine"]),
        (False, ["it is read as off"]),
    ],
)
async def test_the_operator_is_told_how_the_first_administrator_comes(
    tmp_path: Path, caplog: pytest.LogCaptureFixture, bootstrap: object, told: list[str]
) -> None:
    async with running(settings(tmp_path, admin_bootstrap=bootstrap), clock=utc_now):
        pass
    lines = [line for line in caplog.messages if "GATEWAY_ADMIN_BOOTSTRAP" in line]
    assert len(lines) == len(told)
    assert all(text in line for text, line in zip(told, lines, strict=True))


async def test_once_there_is_an_administrator_the_start_says_nothing_of_the_first(
    tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    given = settings(tmp_path, admin_bootstrap="code")
    with open_database(given) as database:
        await user_service(given, database, clock=utc_now).create_admin(username="root", password="secret1")
    async with running(given, clock=utc_now) as state:
        assert state["approaches"].of({"type": "http", "headers": []}, "").knows_code is False
    assert "GATEWAY_ADMIN_BOOTSTRAP" not in caplog.text

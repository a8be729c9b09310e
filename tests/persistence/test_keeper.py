from __future__ import annotations

import subprocess
import sys
from pathlib import Path

from persistence.database import open_engine
from persistence.keeper import AT_WORK, Keeper, database_file

_HOLD = """
import sys
from pathlib import Path
from persistence.keeper import Keeper

print(Keeper(Path(sys.argv[1])).takes_over(), flush=True)
sys.stdin.read()
"""


def test_one_works_and_the_next_takes_over_when_it_leaves(tmp_path: Path) -> None:
    database = tmp_path / "gateway.sqlite3"
    first, second, third = Keeper(database), Keeper(database), Keeper(database)
    assert first.takes_over()
    assert first.takes_over()
    assert not second.takes_over()
    assert not third.takes_over()
    first.close()
    assert second.takes_over()
    assert not third.takes_over()
    second.close()
    assert third.takes_over()


def test_the_one_at_work_is_alone_until_another_waits(tmp_path: Path) -> None:
    now = 0.0
    database = tmp_path / "gateway.sqlite3"
    first, second = Keeper(database, clock=lambda: now), Keeper(database)
    assert first.takes_over()
    assert first.is_alone()
    second.takes_over()
    assert not second.is_alone()
    now += 1
    assert not first.is_alone()
    second.close()
    now += 1
    assert first.is_alone()


def test_who_waited_and_took_over_is_alone(tmp_path: Path) -> None:
    database = tmp_path / "gateway.sqlite3"
    first, second = Keeper(database), Keeper(database)
    first.takes_over()
    second.takes_over()
    first.close()
    assert second.takes_over()
    assert second.is_alone()


def test_whoever_is_killed_leaves_the_place_at_once(tmp_path: Path) -> None:
    database = tmp_path / "gateway.sqlite3"
    with subprocess.Popen(
        [sys.executable, "-c", _HOLD, str(database)],
        cwd=Path(__file__).parents[2],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
    ) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == b"True\n"
        keeper = Keeper(database)
        assert not keeper.takes_over()
        other.kill()
        other.wait(30)
        assert keeper.takes_over()


def test_a_file_that_was_replaced_is_noticed(tmp_path: Path) -> None:
    database = tmp_path / "gateway.sqlite3"
    keeper, other = Keeper(database), Keeper(database)
    assert keeper.takes_over()
    assert keeper.still_is()
    (tmp_path / f"gateway.sqlite3{AT_WORK}").unlink()
    assert not keeper.still_is()
    assert other.takes_over()
    keeper.close()
    assert not keeper.takes_over()


def test_without_a_file_a_process_is_alone(tmp_path: Path) -> None:
    engine = open_engine(f"sqlite:///{tmp_path / 'a.sqlite3'}")
    assert database_file(engine) == tmp_path / "a.sqlite3"
    engine.dispose()
    keeper = Keeper(None)
    assert keeper.takes_over()
    assert keeper.still_is()
    assert keeper.is_alone()
    keeper.close()

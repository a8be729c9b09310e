"""The PostgreSQL of the tests clears away what killed runs have left."""

import tempfile
from pathlib import Path

import pytest

from tests.postgres_server import own_folder

CUT_SHORT = "-{number}\n{folder}\n1795711713\n5432\n\n\n  2205011   2097181\n"


@pytest.mark.parametrize("told", [CUT_SHORT, "", None], ids=["cut short", "empty", "none"])
def test_a_folder_in_which_no_server_came_up_is_removed(
    told: str | None, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    left = tmp_path / "gateway-postgres-left"
    left.mkdir()
    if told is not None:
        (left / "postmaster.pid").write_text(told.format(number=2**22 + 1, folder=left))
    with own_folder("mine") as folder:
        assert list(tmp_path.iterdir()) == [folder]
    assert list(tmp_path.iterdir()) == []

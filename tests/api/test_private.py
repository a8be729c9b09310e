"""What the server keeps is closed to other users of the machine, also what an earlier version left open."""

from __future__ import annotations

import os
import stat
from pathlib import Path

import pytest

from tests import pdf_files
from tests.gateway import Gateway, running_gateway

pytestmark = pytest.mark.skipif(os.name == "nt", reason="modes of files mean nothing there")


def open_to_others(folder: Path) -> list[str]:
    return [
        str(path.relative_to(folder.parent))
        for path in (folder, *folder.rglob("*"))
        if stat.S_IMODE(path.stat().st_mode) & 0o077
    ]


def own_database(folder: Path) -> dict[str, str]:
    """Name the database that a server makes in its folder anyway: none is put there before."""
    return {"GATEWAY_DATABASE_URL": f"sqlite:///{folder / 'gateway.sqlite3'}"}


def used(gateway: Gateway) -> None:
    seeker = gateway.user("wanglei")
    gateway.finished(
        seeker, gateway.upload(seeker, "a.pdf", pdf_files.pdf_with_lines(["陈思远", "求职意向：会计"]))
    )


def test_nothing_that_is_kept_can_be_read_by_others(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    before = os.umask(0o022)
    try:
        with running_gateway(folder, **own_database(folder)) as gateway:
            used(gateway)
            assert open_to_others(folder) == []
            assert len(list(folder.rglob("*.pdf"))) == 1
    finally:
        os.umask(before)
    assert open_to_others(folder) == []
    assert not [line for line in gateway.log if "open to other users" in line]


def test_what_is_open_is_closed_at_the_start_with_one_line(tmp_path: Path) -> None:
    folder = tmp_path / "data"
    with running_gateway(folder, **own_database(folder)) as gateway:
        used(gateway)
    for path in (folder, *folder.rglob("*")):
        path.chmod(0o755 if path.is_dir() else 0o644)
    with running_gateway(folder, **own_database(folder)) as gateway:
        assert gateway.login("wanglei").token
    assert open_to_others(folder) == []
    [line] = [line for line in gateway.log if "open to other users" in line]
    assert str(folder) in line

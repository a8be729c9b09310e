"""What is acknowledged survives kill -9, and nothing is left stuck."""

from __future__ import annotations

import os
import signal
import socket
import sqlite3
from pathlib import Path

import pytest

from tests import hostile_files, pdf_files
from tests.gateway import Gateway, running_gateway
from tests.processes import descendants, ended
from tests.programs import Nursery
from tests.waiting import until


def resume(number: int) -> bytes:
    return pdf_files.pdf_with_lines(
        [
            f"张晓{'一二三四五六七八九'[number % 9]}",
            "求职意向：会计",
            f"电话：1390000{number:04d}",
            "专业技能",
            "Excel、成本核算",
        ]
    )


def test_no_acknowledged_upload_is_lost_or_stuck_after_kill_9(tmp_path: Path) -> None:
    gateway = Gateway(tmp_path, GATEWAY_ANALYSIS_WORKERS="1")
    gateway.start()
    seeker = gateway.user("wanglei")
    acknowledged: list[int] = []
    for uploads_before_the_kill in (1, 5, 3):
        for _ in range(uploads_before_the_kill):
            acknowledged.append(gateway.upload(seeker, "resume.pdf", resume(len(acknowledged))))
        gateway.kill()
        gateway.start()
    for number, resume_id in enumerate(acknowledged):
        assert gateway.finished(seeker, resume_id) == "分析完成"
        body = gateway.get(seeker, f"/api/resumes/{resume_id}/analysis").json()
        assert body["basic_info"]["contact"]["phone"] == f"1390000{number:04d}"
        assert len(gateway.get(seeker, f"/api/resumes/{resume_id}/matches").json()) == 10
    gateway.stop()
    with sqlite3.connect(tmp_path / "gateway.sqlite3") as database:
        assert database.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        # Taking work up again has made nothing twice.
        assert database.execute("SELECT count(*) FROM analyses").fetchone() == (len(acknowledged),)
        assert database.execute("SELECT count(*) FROM matches").fetchone() == (10 * len(acknowledged),)
    database.close()


def test_a_kill_in_the_middle_of_an_upload_leaves_no_trace(tmp_path: Path) -> None:
    gateway = Gateway(tmp_path)
    gateway.start()
    seeker = gateway.user("wanglei")
    host, port = gateway.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port))) as connection:
        connection.sendall(
            b"POST /api/resumes/upload HTTP/1.1\r\nHost: test\r\nContent-Length: 5000000\r\n"
            b"Content-Type: multipart/form-data; boundary=b\r\n"
            b"Authorization: " + seeker.headers["Authorization"].encode() + b"\r\n\r\n"
            b'--b\r\nContent-Disposition: form-data; name="file"; filename="a.pdf"\r\n\r\n%PDF-1.7\n'
            + bytes(2_000_000)
        )
        # Any answer proves that the server has gone on after reading what was sent so far.
        assert gateway.get(seeker, "/api/resumes").json() == []
        gateway.kill()
    gateway.start()
    assert gateway.get(seeker, "/api/resumes").json() == []
    gateway.stop()
    assert [path for path in (tmp_path / "files").rglob("*") if path.suffix == ".pdf"] == []


@pytest.mark.parametrize("how", [signal.SIGTERM, signal.SIGKILL])
def test_neither_processes_nor_folders_are_left_of_a_server(tmp_path: Path, how: signal.Signals) -> None:
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    gateway = Gateway(tmp_path / "data", Nursery.ITS_OWN, TMPDIR=str(scratch), GATEWAY_STOP_SECONDS="1")
    gateway.start()
    seeker = gateway.user("wanglei")
    gateway.finished(seeker, gateway.upload(seeker, "resume.pdf", resume(1)))
    # One is in work that does not end of itself.
    gateway.upload(seeker, "hostile.pdf", hostile_files.self_calling_pdf())
    children = until(lambda: descendants(gateway.pid), lambda found: len(found) >= 3)
    gateway.stop(how)
    assert all(map(ended, children))
    assert list(scratch.iterdir()) == []


@pytest.mark.parametrize("victim", ["the nursery", "its first process", "the child"])
def test_a_reader_killed_from_outside_fails_no_resume(tmp_path: Path, victim: str) -> None:
    with running_gateway(tmp_path, Nursery.ITS_OWN, GATEWAY_STOP_SECONDS="0") as gateway:
        seeker = gateway.user("wanglei")
        gateway.finished(seeker, gateway.upload(seeker, "resume.pdf", resume(1)))
        hostile = gateway.upload(seeker, "hostile.pdf", hostile_files.self_calling_pdf())
        honest = gateway.upload(seeker, "resume.pdf", resume(2))
        children = until(lambda: descendants(gateway.pid), lambda found: len(found) >= 3)
        outer, inner, child = children[:3]
        os.kill(
            {"the nursery": outer, "its first process": inner, "the child": child}[victim], signal.SIGKILL
        )
        assert gateway.finished(seeker, honest) == "分析完成"
        assert gateway.becomes_ready()
        assert gateway.get(seeker, f"/api/resumes/{hostile}").status_code == 200

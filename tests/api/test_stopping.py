"""How a server ends: what runs is finished, what comes is refused or left to others, and readiness tells."""

from __future__ import annotations

import signal
from pathlib import Path

import pytest

from api.stopping import Stopping
from tests import pdf_files
from tests.gateway import Gateway
from tests.waiting import until

RESUME = pdf_files.pdf_with_lines(["张伟", "求职意向：会计"])


class Clock:
    now = 100.0

    def __call__(self) -> float:
        return self.now


def test_the_limit_runs_from_the_end_of_the_delay() -> None:
    clock = Clock()
    stopping = Stopping(seconds=20, delay_seconds=5, clock=clock)
    assert stopping.left_seconds == 20
    stopping.begin()
    clock.now += 10
    assert stopping.left_seconds == 15
    clock.now += 100
    assert stopping.left_seconds == 0


def test_parts_are_told_of_the_end_once() -> None:
    told: list[str] = []
    stopping = Stopping(seconds=20)
    stopping.tell(lambda: told.append("queue"))
    stopping.begin()
    stopping.begin()
    assert (told, stopping.has_begun) == (["queue"], True)


def test_a_server_that_is_told_to_stop_is_not_ready_and_begins_nothing_more(tmp_path: Path) -> None:
    gateway = Gateway(tmp_path, GATEWAY_STOP_DELAY_SECONDS="3600", GATEWAY_ANALYSIS_WAIT_SECONDS="1")
    gateway.start()
    seeker = gateway.user("ann")
    assert gateway.becomes_ready()
    gateway.signal(signal.SIGTERM)
    answer = until(lambda: gateway.client.get("/readyz"), lambda answer: answer.status_code != 200)
    assert answer.status_code == 503
    assert "stopping" in answer.json()["error"]
    assert gateway.client.get("/healthz").status_code == 200
    # It is kept, and is for others or the next start to analyse.
    resume = gateway.upload(seeker, "a.pdf", RESUME)
    gateway.get(seeker, f"/api/resumes/{resume}/analysis")
    assert gateway.get(seeker, f"/api/resumes/{resume}").json()["status"] == "上传成功"
    # A second signal does not wait for the delay.
    assert gateway.stop() == -signal.SIGTERM
    gateway.start()
    try:
        assert gateway.finished(seeker, resume) == "分析完成"
    finally:
        # From a terminal: it does not wait for the delay either.
        gateway.stop(signal.SIGINT)


@pytest.mark.parametrize("kind", [signal.SIGTERM, signal.SIGINT])
def test_a_server_without_work_ends_at_once(tmp_path: Path, kind: signal.Signals) -> None:
    gateway = Gateway(tmp_path, GATEWAY_STOP_SECONDS="3600")
    gateway.start()
    assert gateway.stop(kind) in (-kind, 0, 130)

"""Files made to hang, explode or crash a reader end in 分析失败 with a reason; the server goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests import hostile_files, pdf_files, word_files
from tests.gateway import Account, Gateway, running_gateway
from tests.programs import Nursery


@cache
def hostile() -> dict[str, bytes]:
    """Return the files by their names."""
    return {
        "self-calling.pdf": hostile_files.self_calling_pdf(),
        "billion-laughs.pdf": hostile_files.billion_laughs_pdf(),
        "flate-bomb.pdf": hostile_files.flate_bomb_pdf(megabytes=256),
        "zip-bomb.docx": hostile_files.docx_zip_bomb(megabytes=256),
        "many-entries.docx": hostile_files.docx_with_entry_count(200_000),
        "truncated.pdf": pdf_files.pdf_with_lines(["张晓明"])[:150],
        "truncated.docx": word_files.docx_with_paragraphs(["张晓明"])[:400],
        "encrypted.pdf": hostile_files.encrypted_pdf(),
        "scan.pdf": pdf_files.pdf_without_text(),
    }


REASONS = {"TIMED_OUT", "TOO_COMPLEX", "DAMAGED", "ENCRYPTED", "NO_TEXT"}


@pytest.fixture
def patient(tmp_path: Path) -> Iterator[Gateway]:
    with running_gateway(
        tmp_path,
        Nursery.ITS_OWN,
        GATEWAY_ANALYSIS_TIMEOUT_SECONDS="1",
        GATEWAY_ANALYSIS_SLOW_TIMEOUT_SECONDS="3",
    ) as gateway:
        yield gateway


@pytest.fixture
def very_patient(tmp_path: Path) -> Iterator[Gateway]:
    """A server on which such a file is in work until its memory is used up."""
    with running_gateway(
        tmp_path,
        Nursery.ITS_OWN,
        GATEWAY_ANALYSIS_TIMEOUT_SECONDS="600",
        GATEWAY_ANALYSIS_SLOW_TIMEOUT_SECONDS="600",
        GATEWAY_STOP_SECONDS="0",
    ) as gateway:
        yield gateway


@pytest.mark.parametrize("accounts", [1, 3])
def test_a_resume_does_not_wait_for_all_files_that_were_made_to_take_long(
    very_patient: Gateway, accounts: int
) -> None:
    gateway = very_patient
    attackers = [gateway.user(f"attacker{number}") for number in range(accounts)]
    for number in range(6):
        gateway.upload(attackers[number % accounts], "self-calling.pdf", hostile_files.self_calling_pdf())
    seeker = gateway.user("seeker")
    good = gateway.upload(seeker, "resume.pdf", pdf_files.pdf_with_lines(["张晓明", "求职意向：会计"]))

    assert gateway.finished(seeker, good) == "分析完成"
    waiting = [status for attacker in attackers for status in statuses(gateway, attacker)]
    assert {"上传成功", "分析中"} & set(waiting)
    assert gateway.client.get("/healthz").status_code == 200
    assert gateway.becomes_ready()


def test_hostile_files_fail_with_a_reason(patient: Gateway) -> None:
    attacker = patient.user("attacker")
    uploaded = {name: patient.upload(attacker, name, content) for name, content in hostile().items()}
    for name, resume_id in uploaded.items():
        assert patient.finished(attacker, resume_id) == "分析失败", name
        refused = patient.get(attacker, f"/api/resumes/{resume_id}/analysis")
        assert (refused.status_code, refused.json()) == (404, {"error": "分析结果不存在"})
        assert "retry-after" not in refused.headers
        assert patient.get(attacker, f"/api/resumes/{resume_id}/matches").json() == []
    assert patient.becomes_ready()

    reasons = failure_codes(patient.data_dir)
    assert reasons[uploaded["encrypted.pdf"]] == "ENCRYPTED"
    assert reasons[uploaded["scan.pdf"]] == "NO_TEXT"
    assert reasons[uploaded["truncated.docx"]] == "DAMAGED"
    assert set(reasons.values()) <= REASONS


def statuses(gateway: Gateway, account: Account) -> list[str]:
    return [resume["status"] for resume in gateway.get(account, "/api/resumes").json()]


def failure_codes(data_dir: Path) -> dict[int, str]:
    database = sqlite3.connect(data_dir / "gateway.sqlite3")
    try:
        return dict(database.execute("SELECT id, failure_code FROM resumes WHERE state = 'failed'"))
    finally:
        database.close()

"""Files made to hang, explode or crash a reader end in 分析失败 with a reason; the server goes on."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests import files
from tests.gateway import Account, Gateway, running_gateway

HOSTILE = {
    "self-calling.pdf": files.self_calling_pdf(),
    "billion-laughs.pdf": files.billion_laughs_pdf(),
    "flate-bomb.pdf": files.flate_bomb_pdf(megabytes=256),
    "zip-bomb.docx": files.docx_zip_bomb(megabytes=256),
    "many-entries.docx": files.docx_with_entry_count(200_000),
    "truncated.pdf": files.pdf_with_lines(["张晓明"])[:150],
    "truncated.docx": files.docx_with_paragraphs(["张晓明"])[:400],
    "encrypted.pdf": files.encrypted_pdf(),
    "scan.pdf": files.pdf_without_text(),
}
REASONS = {"TIMED_OUT", "TOO_COMPLEX", "DAMAGED", "ENCRYPTED", "NO_TEXT"}


@pytest.fixture(scope="module")
def patient(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Gateway]:
    folder = tmp_path_factory.mktemp("hostile")
    with running_gateway(
        folder, GATEWAY_ANALYSIS_TIMEOUT_SECONDS="1", GATEWAY_ANALYSIS_SLOW_TIMEOUT_SECONDS="1.5"
    ) as gateway:
        yield gateway


def test_hostile_files_fail_with_a_reason_and_delay_nobody(patient: Gateway) -> None:
    attacker, seeker = patient.user("attacker"), patient.user("seeker")
    uploaded = {name: patient.upload(attacker, name, content) for name, content in HOSTILE.items()}
    good = patient.upload(seeker, "resume.pdf", files.pdf_with_lines(["张晓明", "求职意向：会计"]))

    assert patient.finished(seeker, good) == "分析完成"
    assert {"上传成功", "分析中"} & set(statuses(patient, attacker))
    assert patient.client.get("/healthz").status_code == 200
    for name, resume_id in uploaded.items():
        assert patient.finished(attacker, resume_id) == "分析失败", name
        refused = patient.get(attacker, f"/api/resumes/{resume_id}/analysis")
        assert (refused.status_code, refused.json()) == (404, {"error": "分析结果不存在"})
        assert "retry-after" not in refused.headers
        assert patient.get(attacker, f"/api/resumes/{resume_id}/matches").json() == []
    assert patient.client.get("/readyz").status_code == 200

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

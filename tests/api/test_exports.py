"""Resumes taken out over HTTP, as each role, and what was taken out uploaded again."""

from __future__ import annotations

import json
from base64 import b64decode
from typing import Any

import pytest

from domain.exports.forms import ExportFormat
from tests import structured_files
from tests.api.test_graphql import ask
from tests.gateway import Account, Gateway

RESUME = (
    "周敏\n求职意向：会计\n电话：13900001111\n邮箱：zhoumin@example.com\n"
    "工作经历\n2020-07 - 至今\t瑞丰贸易有限公司\t会计\n教育经历\n2016-09 - 2020-06\t浙江大学\t会计学\t本科\n"
).encode()
EXPORT = (
    "query ($id: ID!, $format: ExportFormat!) { resume(id: $id) { export(format: $format) "
    "{ fileName mediaType text base64 } } }"
)
LIST = "{ exportResumes(columns: [OWNER, NAME, PHONE]) { rowCount file { text } } }"


def test_a_resume_is_taken_out_in_every_form_and_by_nobody_else(gateway: Gateway) -> None:
    owner, other, root = gateway.user("export-owner"), gateway.user("export-other"), gateway.login("root")
    resume = gateway.upload(owner, "a.txt", RESUME)
    assert gateway.finished(owner, resume) == "分析完成"
    for form in ExportFormat:
        variables: dict[str, Any] = {"id": str(resume), "format": form.name}
        assert codes(ask(gateway, EXPORT, **variables)) == ["UNAUTHENTICATED"]
        assert codes(ask(gateway, EXPORT, other, **variables)) == ["FORBIDDEN"]
        for account in (owner, root):
            file = ask(gateway, EXPORT, account, **variables)["data"]["resume"]["export"]
            assert file["mediaType"] == form.media_type
            content = b64decode(file["base64"])
            assert (
                content.startswith(b"%PDF")
                if form is ExportFormat.PDF
                else "瑞丰贸易有限公司" in content.decode()
            )


def test_only_administrators_take_lists_out(gateway: Gateway) -> None:
    owner, root = gateway.user("export-listed"), gateway.login("root")
    resume = gateway.upload(owner, "a.txt", RESUME)
    assert gateway.finished(owner, resume) == "分析完成"
    assert codes(ask(gateway, LIST)) == ["UNAUTHENTICATED"]
    assert codes(ask(gateway, LIST, owner)) == ["FORBIDDEN"]
    text = ask(gateway, LIST, root)["data"]["exportResumes"]["file"]["text"]
    assert "export-listed,周敏,13900001111" in text.splitlines()


def test_what_was_taken_out_is_a_resume_again(gateway: Gateway) -> None:
    owner = gateway.user("export-again")
    first = gateway.upload(owner, "a.txt", RESUME)
    assert gateway.finished(owner, first) == "分析完成"
    taken = exported(gateway, owner, first)
    again = gateway.upload(owner, "a.json", taken.encode())
    assert gateway.finished(owner, again) == "分析完成"
    assert json.loads(exported(gateway, owner, again)) == json.loads(taken)


@pytest.mark.parametrize("name", ["export.zip", "export.bin"])
def test_the_data_of_a_member_of_linkedin_is_a_resume(gateway: Gateway, name: str) -> None:
    owner = gateway.user(f"member-{name}")
    resume = gateway.upload(owner, name, structured_files.linkedin(structured_files.GRACE))
    assert gateway.finished(owner, resume) == "分析完成"
    read = gateway.get(owner, f"/api/resumes/{resume}/analysis").json()
    assert read["basic_info"]["name"] == "Grace Okafor"
    assert read["basic_info"]["contact"]["email"] == "grace@example.com"


def exported(gateway: Gateway, account: Account, resume: int) -> str:
    answer = ask(gateway, EXPORT, account, id=str(resume), format="JSON_RESUME")
    text: str = answer["data"]["resume"]["export"]["text"]
    return text


def codes(answer: Any) -> list[str]:
    return [error["extensions"]["code"] for error in answer["errors"]]

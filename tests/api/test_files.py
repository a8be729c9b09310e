"""Pages and files of resumes over HTTP: whose they are, where their boxes lie, and how they are loaded."""

from __future__ import annotations

import io
import random
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from PIL import Image

from graphql_schema.ids import resume_id as resume_gid
from persistence.encryption import new_key
from tests.api.test_graphql import ask
from tests.factories import NOW
from tests.gateway import Account, Gateway, running_gateway
from tests.object_storage import Kept, S3Server
from tests.pdf_files import PdfPage, PlacedText, pdf_with_pages
from tests.postgres_server import fresh_database
from tests.waiting import until
from tests.word_files import docx_with_paragraphs

PAGES = """query ($id: ID!, $width: Int! = 1200) { resume(id: $id) {
  pages { number width height imageUrl(width: $width)
          lines { box { left top right bottom } parts { text field index } } }
  original { url fileName mediaType sizeBytes } } }"""
PDF = pdf_with_pages(
    [
        PdfPage(
            texts=[
                PlacedText("Grace Okafor", 60, 80, size=20),
                PlacedText("Objective: Accountant", 60, 120),
                PlacedText("Phone: 13900001111", 60, 140),
                PlacedText("Email: grace@example.com", 300, 140),
            ]
        ),
        PdfPage(),
    ]
)
LOG = "{ auditLog(first: 50, filter: {action: RESUME_DOWNLOADED}) { edges { node { actorId resumeId } } } }"


def found(gateway: Gateway, account: Account, resume: int, **variables: Any) -> dict[str, Any]:
    answer = ask(gateway, PAGES, account, id=str(resume), **variables)
    assert "errors" not in answer, answer
    told: dict[str, Any] = answer["data"]["resume"]
    return told


def uploaded(gateway: Gateway, owner: Account, content: bytes = PDF, name: str = "周敏 简历.pdf") -> int:
    resume = gateway.upload(owner, name, content)
    assert gateway.finished(owner, resume) == "分析完成"
    return resume


def test_a_page_is_loaded_as_a_picture_on_which_the_boxes_lie(gateway: Gateway) -> None:
    owner = gateway.user("pages-owner")
    page, empty = found(gateway, owner, uploaded(gateway, owner))["pages"]
    assert (page["number"], page["width"], page["height"]) == (1, 595, 842)
    assert (empty["number"], empty["lines"]) == (2, [])
    answer = gateway.client.get(page["imageUrl"])
    assert answer.status_code == 200, answer.text
    picture = Image.open(io.BytesIO(answer.content))
    scale = picture.width / page["width"]
    named = {part["field"]: line["box"] for line in page["lines"] for part in line["parts"] if part["field"]}
    assert {"NAME", "PHONE", "EMAIL", "CAREER_INTEREST"} <= set(named)
    for box in named.values():
        edges = tuple(round(box[edge] * scale) for edge in ("left", "top", "right", "bottom"))
        assert min(picture.convert("L").crop(edges).tobytes()) < 100


def test_a_picture_may_be_kept_by_who_loads_it_and_is_loaded_once(gateway: Gateway) -> None:
    owner = gateway.user("pages-cache")
    resume = uploaded(gateway, owner)
    address = found(gateway, owner, resume, width=300)["pages"][0]["imageUrl"]
    first = gateway.client.get(address)
    assert first.headers["content-type"] == "image/webp"
    assert first.headers["cache-control"] == "private, max-age=300"
    assert first.headers["x-content-type-options"] == "nosniff"
    assert first.headers["content-security-policy"] == "default-src 'none'; sandbox"
    assert Image.open(io.BytesIO(first.content)).width in (400, 401)
    tag = first.headers["etag"]
    again = gateway.client.get(address, headers={"If-None-Match": f'"other", W/{tag}'})
    assert (again.status_code, again.content, again.headers["etag"]) == (304, b"", tag)
    assert found(gateway, owner, resume, width=300)["pages"][0]["imageUrl"] == address


def test_an_address_works_for_whoever_has_it_and_a_token_for_the_owner_and_administrators(
    gateway: Gateway,
) -> None:
    owner, other, root = gateway.user("pages-whose"), gateway.user("pages-other"), gateway.login("root")
    told = found(gateway, owner, uploaded(gateway, owner))
    for address in (told["pages"][0]["imageUrl"], told["original"]["url"]):
        path, _, query = address.partition("?")
        assert gateway.client.get(address).status_code == 200
        assert [gateway.get(account, path).status_code for account in (owner, root, other)] == [200, 200, 403]
        assert gateway.client.get(path).status_code == 401
        for wrong in (query[:-30] + "0" * 30, "ticket=", "ticket=1.2.3"):
            refused = gateway.client.get(f"{path}?{wrong}")
            assert (refused.status_code, refused.json()) == (403, {"error": "链接无效或已过期"})
    assert codes(ask(gateway, PAGES, other, id="1")) == ["FORBIDDEN"]


def test_addresses_end_with_the_tokens_of_the_one_who_asked(gateway: Gateway) -> None:
    owner, root = gateway.user("pages-signed-out"), gateway.login("root")
    resume = uploaded(gateway, owner)
    told, administrators = found(gateway, owner, resume), found(gateway, root, resume)
    elsewhere = found(gateway, gateway.login("pages-signed-out"), resume)
    ask(gateway, "mutation { signOut { __typename } }", owner)
    for address in (told["pages"][0]["imageUrl"], told["original"]["url"]):
        assert gateway.client.get(address).status_code == 403
    assert gateway.client.get(elsewhere["original"]["url"]).status_code == 200
    ask(gateway, "mutation { signOutEverywhere { __typename } }", gateway.login("pages-signed-out"))
    for address in (elsewhere["pages"][0]["imageUrl"], elsewhere["original"]["url"]):
        assert gateway.client.get(address).status_code == 403
    assert gateway.client.get(administrators["original"]["url"]).status_code == 200
    told = found(gateway, gateway.login("pages-signed-out"), resume)
    assert gateway.client.get(told["original"]["url"]).status_code == 200


@pytest.mark.parametrize("width", ["0", "00", "-1", "100000", "1200.0", "x", "１"])
def test_a_width_that_is_none_is_refused(gateway: Gateway, width: str) -> None:
    owner = gateway.user(f"pages-width-{width.encode().hex()}")
    answer = gateway.get(owner, f"/files/1/pages/1?width={width}")
    assert answer.status_code == 400
    assert answer.json().keys() == {"error"}


def test_what_is_not_there_is_told_so(gateway: Gateway) -> None:
    owner = gateway.user("pages-missing")
    resume = uploaded(gateway, owner)
    for path in (f"/files/{resume}/pages/3", "/files/99999/pages/1", "/files/99999/original"):
        answer = gateway.get(owner, path)
        assert (answer.status_code, answer.json()) == (404, {"error": "资源不存在"})


def test_the_file_is_given_back_as_it_was_and_that_is_noted(gateway: Gateway) -> None:
    owner, root = gateway.user("pages-original"), gateway.login("root")
    resume = uploaded(gateway, owner)
    original = found(gateway, owner, resume)["original"]
    assert {**original, "url": None} == {
        "url": None,
        "fileName": "周敏 简历.pdf",
        "mediaType": "application/pdf",
        "sizeBytes": len(PDF),
    }
    answer = gateway.client.get(original["url"])
    assert answer.content == PDF
    assert answer.headers["content-type"] == "application/pdf"
    assert answer.headers["content-length"] == str(len(PDF))
    assert answer.headers["cache-control"] == "private, no-store"
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"
    disposition = answer.headers["content-disposition"]
    assert disposition == (
        "attachment; filename=\"__ __.pdf\"; filename*=UTF-8''%E5%91%A8%E6%95%8F%20%E7%AE%80%E5%8E%86.pdf"
    )
    # It is written within a second.
    until(lambda: ask(gateway, LOG, root)["data"]["auditLog"]["edges"], lambda entries: of(entries, resume))


def of(entries: Any, resume: int) -> bool:
    return resume_gid(resume) in [entry["node"]["resumeId"] for entry in entries]


def test_a_large_file_is_given_back_whole(gateway: Gateway) -> None:
    owner = gateway.user("pages-large")
    # Behind the end of a PDF may stand whatever likes to.
    large = PDF + random.Random(7).randbytes(3_000_000)
    resume = gateway.upload(owner, "large.pdf", large)
    answer = gateway.get(owner, f"/files/{resume}/original")
    assert answer.content == large


def test_a_web_page_is_given_back_without_anything_that_runs(gateway: Gateway) -> None:
    owner = gateway.user("pages-html")
    html = "<html><body><h1>Grace Okafor</h1><p>Objective: Accountant</p><script>1</script></body></html>"
    told = found(gateway, owner, uploaded(gateway, owner, html.encode(), 'a"b\\%\r\n.html'))
    answer = gateway.client.get(told["original"]["url"])
    assert answer.content.decode() == html
    assert answer.headers["content-disposition"].startswith('attachment; filename="')
    assert answer.headers["content-security-policy"] == "default-src 'none'; sandbox"


def test_a_word_file_has_its_text_with_what_was_read_from_it(gateway: Gateway) -> None:
    owner = gateway.user("pages-word")
    lines = ["Grace Okafor", "Objective: Accountant", "Phone: 13900001111"]
    resume = uploaded(gateway, owner, docx_with_paragraphs(lines), "a.docx")
    (page,) = found(gateway, owner, resume)["pages"]
    assert (page["width"], page["height"], page["imageUrl"]) == (None, None, None)
    assert ["".join(part["text"] for part in line["parts"]) for line in page["lines"]] == lines
    fields = [part["field"] for line in page["lines"] for part in line["parts"]]
    assert {"NAME", "CAREER_INTEREST", "PHONE"} <= set(fields)
    refused = gateway.get(owner, f"/files/{resume}/pages/1")
    assert (refused.status_code, refused.json()) == (404, {"error": "该页无法显示为图片"})


def test_pages_are_empty_before_the_analysis_and_null_in_blind_operations(gateway: Gateway) -> None:
    owner = gateway.user("pages-failed")
    resume = gateway.upload(owner, "a.pdf", pdf_with_pages([PdfPage()]))
    assert gateway.finished(owner, resume) == "分析失败"
    told = found(gateway, owner, resume)
    assert told["pages"] == []
    assert gateway.client.get(told["original"]["url"]).status_code == 200
    blind = "query ($id: ID!) @blind { resume(id: $id) { pages { number } original { url } } }"
    answer = ask(gateway, blind, owner, id=str(resume))
    assert answer["data"] == {"resume": {"pages": None, "original": None}}


def test_a_width_below_one_is_refused_over_graphql(gateway: Gateway) -> None:
    owner = gateway.user("pages-nothing")
    resume = uploaded(gateway, owner)
    assert codes(ask(gateway, PAGES, owner, id=str(resume), width=0)) == ["BAD_USER_INPUT"] * 2


def test_what_is_deleted_leaves_no_picture_and_its_addresses_lead_nowhere(gateway: Gateway) -> None:
    owner = gateway.user("pages-deleted")
    told = found(gateway, owner, resume := uploaded(gateway, owner))
    before = set(pictures_in(gateway.data_dir))
    assert gateway.client.get(told["pages"][0]["imageUrl"]).status_code == 200
    (kept,) = set(pictures_in(gateway.data_dir)) - before
    assert kept.read_bytes().startswith(b"RIFF")
    ask(gateway, "mutation ($id: ID!) { deleteResume(id: $id) { __typename } }", owner, id=str(resume))
    assert set(pictures_in(gateway.data_dir)) <= before
    for address in (told["pages"][0]["imageUrl"], told["original"]["url"]):
        assert gateway.client.get(address).status_code == 404


def pictures_in(folder: Path) -> Iterator[Path]:
    return (path for path in (folder / "files" / "pages").rglob("*.webp"))


def codes(answer: Any) -> list[str]:
    return [error["extensions"]["code"] for error in answer["errors"]]


def test_pages_of_encrypted_files_in_an_object_storage_with_postgresql_below_a_root_path(
    s3_server: S3Server, postgres_url: str, tmp_path: Path
) -> None:
    kept = Kept(f"s3://{s3_server.make_bucket()}/resume gateway")
    settings = s3_server.environment | {
        "GATEWAY_STORAGE_URL": kept.url,
        "GATEWAY_FILE_KEYS": new_key(NOW),
        "GATEWAY_ROOT_PATH": "/resumes",
    }
    with (
        fresh_database(postgres_url, "files") as url,
        running_gateway(tmp_path, **settings, GATEWAY_DATABASE_URL=url) as gateway,
    ):
        owner = gateway.user("grace")
        told = found(gateway, owner, resume := uploaded(gateway, owner))
        page = told["pages"][0]
        assert page["imageUrl"].startswith("/resumes/files/")
        # Texts are not kept beside encrypted files, so these are the lines of evidence.
        fields = {part["field"] for line in page["lines"] for part in line["parts"]}
        assert {"NAME", "PHONE", "EMAIL"} <= fields
        for _ in range(2):
            answer = gateway.client.get(page["imageUrl"])
            assert answer.content[:4] == b"RIFF", answer.text
        # Some proxies cut the root off.
        assert gateway.client.get(page["imageUrl"].removeprefix("/resumes")).status_code == 200
        assert gateway.client.get(told["original"]["url"]).content == PDF
        (picture,) = kept.keys("pages")
        assert not kept.content(picture).startswith(b"RIFF")
        ask(gateway, "mutation ($id: ID!) { deleteResume(id: $id) { __typename } }", owner, id=str(resume))
        assert kept.keys("pages") == set()

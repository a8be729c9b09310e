"""Pages and files of resumes over HTTP: whose they are, where their boxes lie, and how they are loaded."""

from __future__ import annotations

import io
from typing import Any

from PIL import Image

from tests.api.test_graphql import ask
from tests.gateway import Account, Gateway
from tests.pdf_files import PdfPage, PlacedText, pdf_with_pages

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
        )
    ]
)


def test_a_page_is_loaded_as_a_picture_on_which_the_boxes_lie(gateway: Gateway) -> None:
    owner = gateway.user("pages-owner")
    resume = gateway.upload(owner, "周敏.pdf", PDF)
    assert gateway.finished(owner, resume) == "分析完成"
    (page,) = found(gateway, owner, resume)["pages"]
    assert (page["number"], page["width"], page["height"]) == (1, 595, 842)
    answer = gateway.client.get(page["imageUrl"])
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"] == "image/webp"
    picture = Image.open(io.BytesIO(answer.content))
    scale = picture.width / page["width"]
    named = {part["field"]: line["box"] for line in page["lines"] for part in line["parts"] if part["field"]}
    assert {"NAME", "PHONE", "EMAIL", "CAREER_INTEREST"} <= set(named)
    for box in named.values():
        edges = tuple(round(box[edge] * scale) for edge in ("left", "top", "right", "bottom"))
        assert min(picture.convert("L").crop(edges).tobytes()) < 100


def found(gateway: Gateway, account: Account, resume: int, **variables: Any) -> dict[str, Any]:
    answer = ask(gateway, PAGES, account, id=str(resume), **variables)
    assert "errors" not in answer, answer
    told: dict[str, Any] = answer["data"]["resume"]
    return told

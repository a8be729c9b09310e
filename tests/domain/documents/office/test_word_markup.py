from __future__ import annotations

from lxml import etree

from domain.documents.models import BlockKind
from domain.documents.office.elements import TextStyle
from domain.documents.office.word_markup import WordWalk
from tests.word_files import WORD_NAMESPACES, word_paragraph, word_table


def element(markup: str) -> etree._Element:
    return etree.fromstring(f"<w:body {WORD_NAMESPACES}>{markup}</w:body>")


def walked(markup: str, *, styles: dict[str, TextStyle] | None = None) -> WordWalk:
    walk = WordWalk({"rId1": "mailto:grace@example.com"}, styles or {})
    walk.walk(element(markup), BlockKind.TEXT)
    return walk


def test_paragraphs_tables_and_what_follows_are_blocks_in_order() -> None:
    walk = walked(word_paragraph("Grace") + word_table([["Name", "Field"]]) + word_paragraph("after"))

    assert [(block.kind, block.text) for block in walk.blocks] == [
        (BlockKind.TEXT, "Grace"),
        (BlockKind.TABLE, "Name\nField"),
        (BlockKind.TEXT, "after"),
    ]


def test_hidden_text_is_seen_and_not_kept() -> None:
    walk = walked(word_paragraph("Grace") + word_paragraph("secret", properties="<w:vanish/>"))

    assert [block.text for block in walk.blocks] == ["Grace"]
    assert walk.seen == ["Grace", "secret"]


def test_deleted_text_is_not_kept_where_it_has_a_reading_above_it_either() -> None:
    ruby = "<w:r><w:ruby><w:rubyBase><w:r><w:t>secret</w:t></w:r></w:rubyBase></w:ruby></w:r>"

    assert [block.text for block in walked(f"<w:p>{ruby}</w:p>").blocks] == ["secret"]
    assert walked(f"<w:p><w:del>{ruby}</w:del></w:p>").blocks == []


def test_a_link_has_its_target_and_its_text() -> None:
    markup = '<w:p><w:hyperlink r:id="rId1"><w:r><w:t>Mail me</w:t></w:r></w:hyperlink></w:p>'

    [link] = walked(markup).links

    assert (link.uri, link.text) == ("mailto:grace@example.com", "Mail me")


def test_a_field_may_be_spread_over_runs_or_be_simple() -> None:
    pieces = ' HYPERLINK "mailto:', "grace@", 'example.com" '
    split = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        + "".join(f"<w:r><w:instrText>{piece}</w:instrText></w:r>" for piece in pieces)
        + '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>Mail me</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    simple = (
        f"<w:p><w:fldSimple w:instr='{''.join(pieces)}'><w:r><w:t>Mail me</w:t></w:r></w:fldSimple></w:p>"
    )

    assert [link.uri for link in walked(split).links] == ["mailto:grace@example.com"]
    assert [(link.uri, link.text) for link in walked(simple).links] == [
        ("mailto:grace@example.com", "Mail me")
    ]
    assert [block.text for block in walked(split + simple).blocks] == ["Mail me\nMail me"]


def test_a_tab_parts_tokens_and_a_break_lines() -> None:
    markup = "<w:p><w:r><w:t>2019</w:t><w:tab/><w:t>Field</w:t><w:br/><w:t>Engineer</w:t></w:r></w:p>"

    assert [line.tokens for line in walked(markup).blocks[0].lines] == [("2019", "Field"), ("Engineer",)]


def test_a_text_box_follows_the_paragraph_it_is_anchored_in() -> None:
    box = f"<wps:txbx><w:txbxContent>{word_paragraph('138')}</w:txbxContent></wps:txbx>"
    paragraph = f"<w:p><w:r><w:t>Grace</w:t></w:r><w:r>{box}</w:r></w:p>"

    assert [(block.kind, block.text) for block in walked(paragraph + word_paragraph("after")).blocks] == [
        (BlockKind.TEXT, "Grace"),
        (BlockKind.TEXT_BOX, "138"),
        (BlockKind.TEXT, "after"),
    ]


def test_boxes_that_hang_on_empty_paragraphs_stand_where_those_are() -> None:
    def hung(text: str, left: int) -> str:
        shift = f"<wps:posOffset>{left * 12700}</wps:posOffset>"
        place = f"<wps:positionH relativeFrom='page'>{shift}</wps:positionH>"
        place += "<wps:positionV relativeFrom='paragraph'><wps:posOffset>0</wps:posOffset></wps:positionV>"
        box = f"<wps:txbx><w:txbxContent>{word_paragraph(text)}</w:txbxContent></wps:txbx>"
        extent = f"<wps:extent cx='{150 * 12700}' cy='{30 * 12700}'/>"
        return f"<w:p><w:r><w:drawing><wps:anchor>{place}{extent}{box}</wps:anchor></w:drawing></w:r></w:p>"

    empty = 3 * "<w:p/>"
    sides = (("Skills", 20), ("Work", 300), ("SQL", 20), ("Clerk", 300), ("Chess", 20), ("2019", 300))
    body = empty.join(hung(text, left) for text, left in sides)

    assert [block.text for block in walked(body).blocks] == [
        "Skills",
        "SQL",
        "Chess",
        "Work",
        "Clerk",
        "2019",
    ]

from __future__ import annotations

from lxml import etree

from domain.documents.office.elements import TextStyle
from domain.documents.office.word_styles import style_of, styles_of
from tests.word_files import WORD_NAMESPACES


def element(markup: str) -> etree._Element:
    return etree.fromstring(f"<w:styles {WORD_NAMESPACES}>{markup}</w:styles>")


def test_a_style_says_size_weight_and_whether_it_is_hidden() -> None:
    [properties] = element('<w:rPr><w:sz w:val="28"/><w:b/><w:vanish w:val="0"/></w:rPr>')

    assert style_of(properties) == TextStyle(14.0, bold=True, hidden=False)


def test_a_style_has_what_its_base_says_and_the_document_before_it() -> None:
    styles = styles_of(
        element(
            '<w:docDefaults><w:rPrDefault><w:rPr><w:sz w:val="21"/></w:rPr></w:rPrDefault></w:docDefaults>'
            '<w:style w:styleId="a"><w:rPr><w:b/></w:rPr></w:style>'
            '<w:style w:styleId="b"><w:basedOn w:val="a"/><w:rPr><w:sz w:val="40"/></w:rPr></w:style>'
        )
    )

    assert styles == {
        "": TextStyle(10.5),
        "a": TextStyle(10.5, bold=True),
        "b": TextStyle(20.0, bold=True),
    }

from __future__ import annotations

from lxml import etree

from domain.documents.models import Box
from domain.documents.office.elements import local_name
from domain.documents.office.word_drawings import placed_text_boxes

EMU = 12_700


def boxes(markup: str) -> list[tuple[str, Box | None]]:
    root = etree.fromstring(f'<r xmlns:w="word">{markup}</r>')
    return [("".join(map(str, element.itertext())), box) for element, box in placed_text_boxes(root)]


def anchor(inner: str, *, left: int = 100, top: int = 50, relative: str = "page") -> str:
    place = f'relativeFrom="{relative}"'
    return (
        f"<anchor><positionH {place}><posOffset>{left * EMU}</posOffset></positionH>"
        f"<positionV {place}><posOffset>{top * EMU}</posOffset></positionV>"
        f'<extent cx="{200 * EMU}" cy="{80 * EMU}"/>{inner}</anchor>'
    )


def test_a_box_stands_where_its_anchor_says() -> None:
    assert boxes(anchor("<txbxContent>a</txbxContent>")) == [("a", Box(100, 50, 300, 130))]


def test_a_place_from_the_margin_lacks_the_margin() -> None:
    [(_, box)] = boxes(anchor("<txbxContent>a</txbxContent>", relative="column"))

    assert box == Box(172, 122, 372, 202)


def test_a_shape_within_a_group_is_placed_by_the_group_s_scale() -> None:
    group = (
        '<wgp><grpSpPr><xfrm><off x="0" y="0"/><ext cx="400" cy="160"/><chOff x="0" y="0"/>'
        '<chExt cx="400" cy="160"/></xfrm></grpSpPr><wsp><spPr><xfrm><off x="200" y="80"/>'
        '<ext cx="100" cy="40"/></xfrm></spPr><txbxContent>b</txbxContent></wsp></wgp>'
    )

    assert boxes(anchor(group)) == [("b", Box(200, 90, 250, 110))]


def test_the_older_markup_tells_its_place_in_a_style() -> None:
    style = "margin-left:1in;margin-top:10pt;width:2in;height:1cm"

    assert boxes(f'<shape style="{style}"><txbxContent>c</txbxContent></shape>') == [
        ("c", Box(72, 10, 216, 38.35))
    ]


def test_of_two_alternatives_the_choice_is_read() -> None:
    both = (
        "<AlternateContent><Choice><txbxContent>new</txbxContent></Choice>"
        "<Fallback><txbxContent>old</txbxContent></Fallback></AlternateContent>"
    )

    assert boxes(both) == [("new", None)]
    assert boxes(both.replace("Choice", "Other")) == [("old", None)]


def test_a_box_within_a_box_is_part_of_it() -> None:
    assert boxes("<txbxContent>a<txbxContent>b</txbxContent></txbxContent>") == [("ab", None)]


def test_damaged_numbers_are_zero_and_comments_have_no_name() -> None:
    [(_, box)] = boxes(anchor("<txbxContent>a</txbxContent>").replace(f"{100 * EMU}", "wide"))

    assert box == Box(0, 50, 200, 130)
    assert local_name(etree.Comment("a")) == ""


def test_a_place_told_from_the_paragraph_is_as_far_down_as_that() -> None:
    def tops(markup: str) -> list[float | None]:
        root = etree.fromstring(f'<r xmlns:w="word">{markup}</r>')
        return [box.top if box else None for _, box in placed_text_boxes(root, paragraph_top=300)]

    box = "<txbxContent>a</txbxContent>"
    style = "margin-top:10pt;width:2in;height:1cm"

    assert tops(anchor(box, relative="paragraph")) == [72 + 300 + 50]
    assert tops(anchor(box, relative="page")) == [50]
    assert tops(f'<shape style="{style}">{box}</shape>') == [310]
    assert tops(f'<shape style="{style};mso-position-vertical-relative:page">{box}</shape>') == [10]

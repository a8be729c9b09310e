from __future__ import annotations

import pytest

from domain.documents import flow as flow_module
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.flow import Flow, row_as_lines
from domain.documents.models import BlockKind, Line


def cell(flow: Flow, text: str) -> None:
    flow.open_cell()
    flow.add(text)
    flow.close_cell()


def test_pieces_become_a_line_in_their_usual_style() -> None:
    flow = Flow()
    flow.add("Grace ", size=20, bold=True)
    flow.add("Elisabeth Field", size=12)

    [block] = flow.finish()

    assert [(line.text, line.font_size, line.bold) for line in block.lines] == [
        ("Grace Elisabeth Field", 12, False)
    ]


def test_blocks_have_the_kind_of_their_time() -> None:
    flow = Flow()
    flow.kind = BlockKind.HEADER
    flow.add("page")
    flow.end_block()
    flow.kind = BlockKind.TEXT
    flow.add("Grace")

    assert [(block.kind, block.text) for block in flow.finish()] == [
        (BlockKind.HEADER, "page"),
        (BlockKind.TEXT, "Grace"),
    ]


def test_a_table_keeps_its_rows_and_cells() -> None:
    flow = Flow()
    flow.open_table()
    for row in (["Name", "Grace"], ["City", ""]):
        flow.open_row()
        for text in row:
            cell(flow, text)

    [table] = flow.finish()

    assert table.kind is BlockKind.TABLE
    assert [[[line.text for line in each] for each in row] for row in table.rows] == [
        [["Name"], ["Grace"]],
        [["City"], []],
    ]


def test_a_table_that_only_frames_is_its_cells() -> None:
    flow = Flow()
    flow.open_table()
    for text in ("Grace", "Engineer"):
        flow.open_row()
        cell(flow, text)

    assert [(block.kind, block.text) for block in flow.finish()] == [
        (BlockKind.TEXT, "Grace"),
        (BlockKind.TEXT, "Engineer"),
    ]


def test_a_nested_table_s_rows_are_lines_of_the_cell() -> None:
    flow = Flow()
    flow.open_table()
    flow.open_row()
    cell(flow, "Work")
    flow.open_cell()
    flow.open_table()
    flow.open_row()
    cell(flow, "2019")
    cell(flow, "Field")
    flow.close_table()

    [table] = flow.finish()

    assert [line.tokens for line in table.rows[0][1]] == [("2019", "Field")]


def test_a_row_with_several_lines_in_a_cell_stays_lines() -> None:
    rows = [[Line("a"), Line("b")], [Line("c")]]

    assert [line.text for line in row_as_lines(rows)] == ["a", "b", "c"]


def test_lines_are_counted(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(flow_module, "MAXIMUM_LINES", 1)
    flow = Flow()
    flow.add("a")
    flow.end_line()
    flow.add("b")

    with pytest.raises(ReadFailure) as caught:
        flow.end_line()
    assert caught.value.code is FailureCode.TOO_COMPLEX


def test_what_was_never_opened_closes_without_harm() -> None:
    flow = Flow()
    flow.close_cell()
    flow.close_table()
    flow.open_row()
    flow.open_cell()
    assert flow.is_at_line_start
    assert flow.ends_with_space

    assert flow.finish() == []

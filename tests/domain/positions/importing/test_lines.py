"""Lines come one by one in bounded memory, and may be given back."""

from __future__ import annotations

from contextlib import closing
from pathlib import Path

import pytest

from domain.positions.importing.lines import LONGEST_LINE, Lines, LineTooLong, RecordTooLong
from tests.domain.positions.importing.helpers import written


def test_lines_keep_their_ends_and_are_counted(tmp_path: Path) -> None:
    with closing(Lines(written(tmp_path, "a\r\nb\nc"), "utf-8")) as lines:
        assert list(lines) == ["a\r\n", "b\n", "c"]
        assert (lines.number, lines.record) == (3, ["a\r\n", "b\n", "c"])
        assert lines.ended
        assert lines.done == lines.size == 6


def test_a_record_begins_at_the_next_line(tmp_path: Path) -> None:
    with closing(Lines(written(tmp_path, "a\nb\nc\n"), "utf-8")) as lines:
        next(lines)
        assert lines.begin_record() == 2
        next(lines)
        assert lines.record == ["b\n"]


def test_what_is_given_back_comes_again_in_its_order(tmp_path: Path) -> None:
    with closing(Lines(written(tmp_path, "a\nb\nc\n"), "utf-8")) as lines:
        taken = [next(lines), next(lines)]
        lines.give_back(taken)
        assert lines.number == 0
        assert not lines.ended
        assert list(lines) == ["a\n", "b\n", "c\n"]


def test_a_line_too_long_is_told_and_the_next_one_follows(tmp_path: Path) -> None:
    text = "a\n" + "x" * (2 * LONGEST_LINE + 5) + "\nb\n"
    with closing(Lines(written(tmp_path, text), "utf-8")) as lines:
        next(lines)
        with pytest.raises(LineTooLong):
            next(lines)
        assert (next(lines), lines.number) == ("b\n", 3)


def test_a_line_too_long_that_is_given_back_is_told_again(tmp_path: Path) -> None:
    with closing(Lines(written(tmp_path, "a\n"), "utf-8")) as lines:
        lines.give_back([None])
        with pytest.raises(LineTooLong):
            next(lines)
        assert next(lines) == "a\n"


def test_bytes_that_are_no_text_show_as_such(tmp_path: Path) -> None:
    with closing(Lines(written(tmp_path, b"a\xff\n"), "utf-8")) as lines:
        assert next(lines) == "a\ufffd\n"


def test_a_record_too_long_is_told_with_its_lines(tmp_path: Path) -> None:
    line = "x" * (LONGEST_LINE - 2) + "\n"
    with closing(Lines(written(tmp_path, line * 4), "utf-8")) as lines:
        next(lines)
        next(lines)
        with pytest.raises(RecordTooLong):
            next(lines)
        assert len(lines.record) == 3
        lines.begin_record()
        assert next(lines) == line

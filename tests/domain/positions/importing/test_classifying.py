"""What titles tell is put beside what the rows say, and changes no hash."""

from __future__ import annotations

from collections.abc import Sequence

from domain.positions.importing.classifying import classified
from domain.positions.importing.models import Posting
from domain.positions.occupations import Told
from domain.vocabulary.levels import Level


def tell(titles: Sequence[str]) -> list[Told]:
    known = {"护士": Told("2-05-08-00", "2221", Level.NORMAL), "Nurse": Told(None, "2221", None)}
    return [known.get(title, Told()) for title in titles]


def test_each_posting_gets_what_its_title_tells() -> None:
    rows = [Posting(line=2, title_zh="护士", title_en="Chef"), Posting(line=3, title_en="Nurse")]
    told = [(one.told_code, one.isco, one.level) for one in classified(rows, tell=tell)]
    assert told == [("2-05-08-00", "2221", Level.NORMAL), (None, "2221", None)]


def test_a_level_that_was_read_stays_where_the_title_tells_none() -> None:
    (one,) = classified([Posting(line=2, title_zh="厨师", level=Level.LEAD)], tell=tell)
    assert (one.told_code, one.isco, one.level) == (None, None, Level.LEAD)


def test_what_is_told_is_no_part_of_the_row() -> None:
    row = Posting(line=2, title_zh="护士")
    (told,) = classified([row], tell=tell)
    assert told == row
    assert (told.content_hash, told.external_id) == (row.content_hash, row.external_id)

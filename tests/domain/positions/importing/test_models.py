"""What an import reads, takes over and rejects."""

from __future__ import annotations

from domain.positions.importing.models import (
    REJECTION_MESSAGES,
    ImportCounts,
    Posting,
    Rejection,
    RejectionReason,
)


def test_every_reason_has_its_words() -> None:
    assert set(REJECTION_MESSAGES) == set(RejectionReason)


def test_a_rejection_tells_what_it_is_known_by() -> None:
    assert Rejection(3, RejectionReason.NO_TITLE).message == "没有职位名称"
    assert Rejection(3, RejectionReason.NOT_JSON, "[1]").message == "不是一个 JSON 对象：[1]"


def test_postings_that_say_the_same_have_one_hash_wherever_they_stand() -> None:
    first = Posting(line=2, title_zh="会计", skills=("用友",))
    assert first.content_hash == Posting(line=9, given_id="7", title_zh="会计", skills=("用友",)).content_hash
    assert first.content_hash != Posting(line=2, title_zh="会计", skills=("金蝶",)).content_hash


def test_rows_that_are_not_rejected_stand_in_the_catalogue() -> None:
    assert ImportCounts(rows=5, added=2, unchanged=1, rejected=2).accepted == 3

from __future__ import annotations

from datetime import UTC, datetime, timedelta, timezone

from persistence.columns import iso, json_text


def test_times_sort_as_text_whatever_their_zone_and_fraction() -> None:
    start = datetime(2026, 11, 22, 9, 30, tzinfo=UTC)
    moments = [start + timedelta(milliseconds=500 * number) for number in range(5)]
    written = [
        iso(moment.astimezone(timezone(timedelta(hours=number)))) for number, moment in enumerate(moments)
    ]
    assert written == sorted(written)
    assert written[0] == "2026-11-22T09:30:00.000000+00:00"
    assert [datetime.fromisoformat(text) for text in written] == moments


def test_lists_are_json_in_their_own_script() -> None:
    assert json_text(()) == "[]"
    assert json_text(("成本核算", 'a "b"')) == r'["成本核算","a \"b\""]'

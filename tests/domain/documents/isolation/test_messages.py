from __future__ import annotations

from typing import Any

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents.errors import FailureCode
from domain.documents.isolation.messages import (
    LARGEST_ANSWER,
    LARGEST_PACKET,
    Answer,
    BrokenAnswer,
    Order,
    packed_answer,
    packed_order,
    printable,
    read_answer,
    read_missing,
    read_order,
)

WHOLE: dict[str, Any] = {"value": None, "failure": None, "detail": "", "recognise": None}
JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-(2**63), 2**64 - 1) | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=5) | st.dictionaries(st.text(), inner, max_size=5),
    max_leaves=10,
)


@pytest.mark.parametrize(
    "answer",
    [
        Answer(value={"page_count": 1, "values": ["会计", 1.5, None, True]}),
        Answer(failure=FailureCode.ENCRYPTED, detail="locked"),
        Answer(recognise=False),
    ],
)
def test_an_answer_is_read_as_it_was_given(answer: Answer) -> None:
    assert read_answer(packed_answer(answer)) == answer


def test_what_is_no_plain_data_is_not_answered() -> None:
    with pytest.raises(TypeError):
        packed_answer(Answer(value=object()))


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"null",
        b"[]",
        b"1",
        b'"value"',
        b"{}",
        b"{",
        b"\x80\x04\x95",
        b"\xff\xfe",
        b'{"value":NaN,"failure":null,"detail":"","recognise":null}',
        b'{"value":1,"failure":null,"detail":"","recognise":null} ' + b"x",
        orjson.dumps(WHOLE | {"more": 1}),
        orjson.dumps({key: value for key, value in WHOLE.items() if key != "value"}),
        orjson.dumps(WHOLE | {"failure": "NO_SUCH_CODE"}),
        orjson.dumps(WHOLE | {"failure": 1}),
        orjson.dumps(WHOLE | {"failure": []}),
        orjson.dumps(WHOLE | {"failure": {"a": 1}}),
        orjson.dumps(WHOLE | {"detail": None}),
        orjson.dumps(WHOLE | {"detail": ["a"]}),
        orjson.dumps(WHOLE | {"recognise": 1}),
        orjson.dumps(WHOLE | {"recognise": "true"}),
        b'{"value":' + b"[" * 100_000 + b"]" * 100_000 + b',"failure":null,"detail":"","recognise":null}',
        b" " * (LARGEST_ANSWER + 1),
    ],
)
def test_what_is_no_answer_is_refused(content: bytes) -> None:
    with pytest.raises(BrokenAnswer):
        read_answer(content)


@given(st.binary(max_size=300))
def test_any_bytes_are_an_answer_or_refused(content: bytes) -> None:
    with pytest.raises(BrokenAnswer):
        read_answer(content)


@given(st.fixed_dictionaries(dict.fromkeys(WHOLE, JSON)))
def test_any_json_is_an_answer_or_refused(found: dict[str, Any]) -> None:
    try:
        answer = read_answer(orjson.dumps(found))
    except BrokenAnswer:
        return
    assert answer.failure is None or isinstance(answer.failure, FailureCode)
    assert answer.recognise in (None, True, False)
    assert isinstance(answer.detail, str)


def test_an_order_is_read_as_it_was_given() -> None:
    order = Order(
        number=1,
        function="a:b",
        words=("text/plain", "会计"),
        files=2,
        has_output=True,
        niceness=5,
        memory_bytes=2**30,
        cpu_seconds=7,
        output_bytes=0,
    )

    packet = packed_order(order)

    assert read_order(orjson.loads(packet)) == order
    assert len(packet) < LARGEST_PACKET


def test_what_a_child_says_is_shown_bounded_and_without_control_codes() -> None:
    assert printable("a\nINFO: b\x1b[2J\r\u202e") == "a\n    INFO: b�[2J��"
    assert len(printable("a\n" * 100_000)) <= 2_000


@pytest.mark.parametrize("told", [None, {}, "limits", [1], ["a"] * 51])
def test_measures_that_are_no_names_are_refused(told: object) -> None:
    with pytest.raises(BrokenAnswer):
        read_missing(told)


def test_measures_are_told_by_their_names() -> None:
    assert read_missing(["limits"]) == ("limits",)

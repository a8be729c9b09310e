"""What crosses between server, nursery and children: plain data of fixed types and bounded length.

Nothing is ever unpickled. The server and the nursery send each other JSON in packets; a child answers its
server with one JSON text through a pipe, which is taken for what it is: a stranger's.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from typing import Any

import orjson

from domain.documents.errors import FailureCode

LARGEST_PACKET = 64 * 1024
# An honest resume takes some ten kilobytes. What is longer is not even taken apart.
LARGEST_ANSWER = 2 * 2**20
_LONGEST_DETAIL = 2_000
_MOST_MISSING = 50


class BrokenAnswer(ValueError):
    """A child's answer is not of the form that it must have."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """A child to be made. It calls `module:function` with the files' contents and `words`.

    With it come descriptors: the pipe for the answer, the files, and the output if there is one.
    """

    number: int
    function: str
    words: tuple[str, ...]
    files: int
    has_output: bool
    niceness: int
    memory_bytes: int
    cpu_seconds: int
    output_bytes: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """How a child's work ended.

    Attributes:
        value: What the function returned, in JSON's types.
        failure: Why there is no value.
        detail: More of that, for the log.
        recognise: That the function asked for recognition, and whether there is text without it.
    """

    value: Any = None
    failure: FailureCode | None = None
    detail: str = ""
    recognise: bool | None = None


_PARTS_OF_ANSWER = {field.name for field in fields(Answer)}


def packed_order(order: Order) -> bytes:
    """Return an order as a packet."""
    return orjson.dumps(order)


def read_order(packet: dict[str, Any]) -> Order:
    """Return the order that a server sent."""
    return Order(**{**packet, "words": tuple(packet["words"])})


def packed_answer(answer: Answer) -> bytes:
    """Return an answer as it goes through the pipe. Raises `TypeError` where the value is no plain data."""
    return orjson.dumps(answer)


def read_answer(content: bytes) -> Answer:
    """Return what a child answered. Raises `BrokenAnswer`."""
    if len(content) > LARGEST_ANSWER:
        raise BrokenAnswer("an answer that is too long")
    try:
        found = orjson.loads(content)
    except orjson.JSONDecodeError as error:
        raise BrokenAnswer("no JSON") from error
    if type(found) is not dict or set(found) != _PARTS_OF_ANSWER:
        raise BrokenAnswer("no answer")
    failure, detail, recognise = found["failure"], found["detail"], found["recognise"]
    if type(detail) is not str or (recognise is not None and type(recognise) is not bool):
        raise BrokenAnswer("wrong types")
    if failure is not None and (type(failure) is not str or failure not in FailureCode._value2member_map_):
        raise BrokenAnswer("an unknown failure")
    return Answer(
        value=found["value"],
        failure=None if failure is None else FailureCode(failure),
        detail=printable(detail),
        recognise=recognise,
    )


def printable(text: str) -> str:
    """Return what a child said as a log may show it: bounded, on lines of its own, without control codes."""
    kept = (character if character.isprintable() or character == "\n" else "�" for character in text)
    return "".join(kept).replace("\n", "\n    ")[:_LONGEST_DETAIL]


def read_missing(value: object) -> tuple[str, ...]:
    """Return the names of measures that a nursery told. Raises `BrokenAnswer`."""
    if type(value) is not list or len(value) > _MOST_MISSING or not all(type(each) is str for each in value):
        raise BrokenAnswer("no list of measures")
    return tuple(value)

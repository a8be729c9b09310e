"""What the tests have done in children: a nursery that loads this module finds it by name."""

from __future__ import annotations

import ctypes
import os
import signal
import time

from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.formats import MediaType
from domain.documents.models import Recognition
from domain.documents.reader import read_document


def crash() -> None:
    ctypes.string_at(0)


def fill_memory() -> None:
    bytearray(8 * 2**30)


def recurse() -> None:
    recurse()


def refuse() -> None:
    raise ReadFailure(FailureCode.ENCRYPTED, "locked")


def blunder() -> None:
    raise LookupError("a mistake of ours")


def need_recognition() -> None:
    raise NeedsRecognition(has_text=True)


def answer_no_plain_data() -> object:
    return object()


def process_id() -> int:
    return os.getpid()


def sleep(seconds: str) -> None:
    time.sleep(float(seconds))


def spin() -> None:
    while True:
        pass


def echo(*words: str) -> list[str]:
    return list(words)


def length(content: bytes) -> int:
    return len(content)


def repeated(content: bytes, times: str) -> bytes:
    return content * int(times)


def both(first: bytes, second: bytes) -> list[int]:
    return [len(first), len(second)]


def ignores_interrupts() -> bool:
    return signal.getsignal(signal.SIGINT) is signal.SIG_IGN


def text_of(content: bytes, media_type: str) -> str:
    return read_document(content, MediaType(media_type)).text


def recognised_text(content: bytes, media_type: str) -> str:
    return read_document(content, MediaType(media_type), recognition=Recognition.DONE).text

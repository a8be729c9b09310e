"""A child of the nursery: it gives up what it does not need, reads one file, answers and ends."""

from __future__ import annotations

import fcntl
import importlib
import os
import signal
from collections.abc import Sequence
from dataclasses import replace
from typing import Any, NoReturn

import orjson

from domain.documents.errors import FailureCode, NeedsRecognition, ReadFailure
from domain.documents.isolation.confinement import ChildLimits, Confinement
from domain.documents.isolation.messages import Answer, Order, packed_answer
from domain.telling import trace

_ANSWERING = 3
_FIRST_FILE = 4
_ABOVE_ALL_KEPT = 100
_HIGHEST_CLOSED = 1024
_LONGEST_TRACE = 2_000


def work(order: Order, descriptors: Sequence[int], confinement: Confinement) -> NoReturn:
    """Do what was ordered and end; `descriptors` are the answer's pipe, the files and the output."""
    code = 1
    try:
        _forget_the_nursery()
        output = _FIRST_FILE + order.files if order.has_output else None
        confinement = _keep_only(descriptors, confinement)
        contents = [_whole(_FIRST_FILE + at) for at in range(order.files)]
        confinement.confine(
            ChildLimits(
                memory_bytes=order.memory_bytes,
                cpu_seconds=order.cpu_seconds,
                output_bytes=order.output_bytes,
                niceness=order.niceness,
            )
        )
        _write(_ANSWERING, _answer(order, contents, output))
        code = 0
    finally:
        os._exit(code)


def named(function: str) -> Any:
    """Return a function by its name, `module:function`."""
    module, _, name = function.partition(":")
    return getattr(importlib.import_module(module), name)


def missing_measures(confinement: Confinement) -> tuple[str, ...]:
    """Try the confinement in a child that reads nothing; return what it could not give up."""
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        try:
            missing = confinement.confine(ChildLimits(memory_bytes=2**40, cpu_seconds=10))
            os.write(writing, orjson.dumps(missing))
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as answer:
        told = answer.read()
    os.waitpid(child, 0)
    return tuple(orjson.loads(told)) if told else ("any confinement",)


def _forget_the_nursery() -> None:
    signal.set_wakeup_fd(-1)
    for kind in (signal.SIGCHLD, signal.SIGTERM):
        signal.signal(kind, signal.SIG_DFL)
    os.setpgid(0, 0)


def _keep_only(descriptors: Sequence[int], confinement: Confinement) -> Confinement:
    """Close every descriptor but these and Landlock's, which get the first numbers."""
    silent = os.open(os.devnull, os.O_RDWR)
    rules = [] if confinement.ruleset is None else [confinement.ruleset]
    kept = [silent, silent, silent, *descriptors, *rules]
    # Out of the way first, as the numbers may overlap.
    moved = [fcntl.fcntl(descriptor, fcntl.F_DUPFD, _ABOVE_ALL_KEPT) for descriptor in kept]
    for number, descriptor in enumerate(moved):
        os.dup2(descriptor, number)
    os.closerange(len(kept), _HIGHEST_CLOSED)
    return replace(confinement, ruleset=len(kept) - 1 if rules else None)


def _answer(order: Order, contents: Sequence[bytes], output: int | None) -> bytes:
    try:
        value = named(order.function)(*contents, *order.words)
        if output is not None:
            if len(value) > order.output_bytes:
                raise ReadFailure(FailureCode.TOO_COMPLEX, "more than may be handed on")
            _write(output, value)
            value = len(value)
        return packed_answer(Answer(value=value))
    except NeedsRecognition as need:
        return packed_answer(Answer(recognise=need.has_text))
    except ReadFailure as failure:
        return packed_answer(Answer(failure=failure.code, detail=failure.detail))
    except (MemoryError, RecursionError) as error:
        return packed_answer(Answer(failure=FailureCode.TOO_COMPLEX, detail=type(error).__name__))
    except Exception as error:  # noqa: BLE001 - the server logs it
        detail = trace(error)[-_LONGEST_TRACE:]
        return packed_answer(Answer(failure=FailureCode.INTERNAL, detail=detail))


def _whole(descriptor: int) -> bytes:
    """Return a file's content from its beginning: who wrote it may have left the place at its end."""
    with os.fdopen(descriptor, "rb") as file:
        file.seek(0)
        return file.read()


def _write(descriptor: int, content: bytes) -> None:
    view = memoryview(content)
    while view:
        view = view[os.write(descriptor, view) :]

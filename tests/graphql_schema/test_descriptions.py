"""The schema's descriptions: whole sentences that the author of a dashboard understands at once."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import pytest
from graphql import parse, specified_directives

from graphql_schema.schema import schema

# A sentence has a verb. A new one is added here where a description needs it.
VERB = re.compile(
    r"\b(is|are|was|were|has|have|had|can|cannot|could|may|must|will|would|does|do|add|analyses|asks|became|began|brings|changed"
    r"|belongs|carry|changes|come|comes|contain|count|counts|deletes|ended|ends|follow|gave|gets|gives|go|held|holds"
    r"|answer|answered|broke|deleted|goes|happened|tell|tells|told|tries"
    r"|imports|knows|leads|listed|lists|lives|logged|logs|looked|looks|made|makes|marks|meet|name|names|needs|pass|registered|returns|runs|say|says"
    r"|sees|sends|sets|show|stands|states|stores|succeeded|succeeds|takes|took|updates|uploaded|uploads|uses)\b"
)
# A user may be a woman, and a riddle is no description.
RIDDLES = re.compile(r"\b(he|him|his|himself|she|her|hers|herself|whom|oneself|one's own)\b", re.IGNORECASE)
SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+(?=[A-Z`])")


def described() -> Iterator[tuple[str, str | None]]:
    """Yield everything of ours that a client can name, with its description."""
    own = {directive.name for directive in specified_directives}
    for definition in parse(schema.as_str()).definitions:
        if definition.name.value in own:  # type: ignore[attr-defined]
            continue
        yield from _described(definition, definition.name.value)  # type: ignore[attr-defined]


def _described(node: Any, name: str) -> Iterator[tuple[str, str | None]]:
    yield name, None if node.description is None else node.description.value
    for parts, form in (("fields", "{}.{}"), ("values", "{}.{}"), ("arguments", "{}({})")):
        for part in getattr(node, parts, None) or ():
            yield from _described(part, form.format(name, part.name.value))


def faults(text: str | None) -> list[str]:
    """Return what keeps a description from being whole sentences."""
    if not text:
        return ["there is none"]
    found = []
    if RIDDLES.search(text):
        found.append("it names a person by a word that fits only some, or is a riddle")
    for sentence in SENTENCE_ENDS.split(text):
        if not re.match(r"[A-Z`]", sentence):
            found.append(f"it begins with neither a capital nor code: {sentence}")
        if not sentence.endswith("."):
            found.append(f"it does not end with a full stop: {sentence}")
        if len(sentence.split()) < 3 or not VERB.search(sentence.lower()):
            found.append(f"it is no sentence, or its verb is not in VERB: {sentence}")
    return found


def test_everything_that_a_client_can_name_is_described_in_whole_sentences() -> None:
    assert {name: wrong for name, text in described() if (wrong := faults(text))} == {}


@pytest.mark.parametrize(
    "text",
    [
        None,
        "",
        "Whom.",
        "Who.",
        "How.",
        "The passwords.",
        "Global id.",
        "Latest added first.",
        "E-mail address; null where none was given",
        "the file has this size, in bytes.",
        "The file has this size, in bytes. In bytes.",
        "The user must know his password.",
    ],
)
def test_what_is_no_sentence_is_found(text: str | None) -> None:
    assert faults(text)


@pytest.mark.parametrize(
    "text",
    [
        "The file has this size, in bytes.",
        "`CITY` is compared.",
        "It is null before. Ask again with `first`, as it says.",
    ],
)
def test_sentences_pass(text: str) -> None:
    assert faults(text) == []

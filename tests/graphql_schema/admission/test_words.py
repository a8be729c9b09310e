from __future__ import annotations

import random

import pytest
from graphql import GraphQLSyntaxError, Lexer, Source, Token, TokenKind

from graphql_schema.admission.words import has_more_words

PIECES = [
    *("{", "}", "(", ")", "[", "]", ":", "=", "@", "|", "&", "!", "$", "...", ",", "\n", "\r\t", "\ufeff"),
    *("query", "a", "_b1", "-1", "0", "1.5", "1e5", "-2.5E-7", "3e+4"),
    *('""', '"text"', '"a \\" b"', '"\\u00e9"', '"# no comment"', "# a comment\n", "# {a b}\r", "#\n"),
    *('""""""', '"""block "quoted" text"""', '"""a \\""" b"""', '"""\n lines\n"""'),
]


def lexed(text: str) -> tuple[int, int]:
    """Return how many words and comments graphql-core finds. Raises `GraphQLSyntaxError`."""
    lexer = Lexer(Source(text))
    words = 0
    while lexer.advance().kind is not TokenKind.EOF:
        words += 1
    comments = 0
    token: Token | None = lexer.token
    while token is not None:
        comments += token.kind is TokenKind.COMMENT
        token = token.prev
    return words, comments


@pytest.mark.parametrize("seed", range(300))
def test_words_are_counted_as_graphql_core_does(seed: int) -> None:
    chosen = random.Random(seed)
    text = " ".join(chosen.choices(PIECES, k=chosen.randrange(40)))
    words, comments = lexed(text)
    most = max(words, comments)
    assert not has_more_words(text, most=most)
    assert not most or has_more_words(text, most=most - 1)


@pytest.mark.parametrize(
    "text", ['"""' * 20_001, '"""\\"""' * 9_000, '"' * 59_999, '"\\' * 30_000, "\\" * 60_000, "{ a" + '"' * 9]
)
def test_what_is_no_graphql_is_looked_at_once(text: str) -> None:
    with pytest.raises(GraphQLSyntaxError):
        lexed(text)
    has_more_words(text, most=2_000)


def test_no_more_is_looked_at_than_is_allowed() -> None:
    assert has_more_words("{ a }" * 10_000, most=10)
    assert has_more_words("#\n" * 10_000, most=10)

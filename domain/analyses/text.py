"""A document as the field readers see it: clean lines that know their place."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Final

from domain.documents.models import Block, BlockKind, Document, Line, Link
from domain.vocabulary.degrees import find_degree
from domain.vocabulary.languages import Language
from domain.vocabulary.lexicons import lexicon
from domain.vocabulary.remembering import remembered
from domain.vocabulary.script import CHINESE, count_chinese, has_chinese, simplified

# No resume needs more; the caps keep every pattern's work bounded.
MAX_LINES = 2_000
MAX_CHARACTERS = 150_000
MAX_LINE_LENGTH = 1_200
MAX_CELLS = 2_000
MAX_LINKS = 20

_SPACE_IN_CJK = re.compile(f"(?<=[{CHINESE}])[ \u3000\t]+(?=[{CHINESE}])")
# Bullets and icons before the words; "+" and "(" may begin a phone number, "#" or "." a skill.
_DECORATION = re.compile(r"^:[a-z][a-z0-9_+-]{1,30}:\s*|^[^\w(+#.<\[\"'“《【$€£¥@/:|-]{1,8}\s*|^[-*•o]\s+")
_BULLET = re.compile(
    r"^\s*(?:[-–—*•●○◆◇■□▪▫‣◦·✓✔➢➤▶►→※★☆]\s*|o\s|\d{1,2}[.、)）]\s*(?!\d)|[a-z][.)]\s|[①-⑳]"
    # An area code in brackets is no number of a list.
    r"|\(\d{1,2}\)(?!\s?(?!(?:19|20)\d\d-)\d{4,5}-\d{4}|\s?\d{2,4} ?\d{6}))"
)
# Hyphens of every kind are one sign; invisible ones are none.
_PLAIN = str.maketrans(
    {"\u2010": "-", "\u2011": "-", "\u2212": "-", "\u00ad": None, "\u200b": None, "\ufeff": None}
)
_CONTACT_LINKS = ("mailto:", "tel:")
_PIECE_GAP = re.compile(r"\t+|\s{2,}|\s*[|｜¦‖丨•●▪◆■]\s*|\s[·∙⋅・]\s")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS: Final = lexicon("personal")
_FACT = re.compile(f"^{_WORDS.pattern('fact')}$")
_FLUSH_FACT = re.compile(_WORDS.pattern("flush_fact"))
_FACT_SIGN = re.compile(_WORDS.pattern("fact_sign"))
_DOTS = re.compile("[·∙⋅・•]")
_STOPS = re.compile("[,:;。]")
_FACT_GAP_SIGN = re.compile("[,;、/]")
_FACT_GAP = re.compile(rf"\s+/\s+|[,;、]\s*|(?<=[{CHINESE}])/(?=[{CHINESE}\d])|(?<=\d)/(?=[{CHINESE}])")


@dataclass(frozen=True, slots=True)
class TextLine:
    """A line with its place. `text` is NFKC, with single spaces and no leading bullet or icon.

    `pieces` are the line's separate parts (wide gaps, bars, middle dots). `cell` identifies the
    table cell the line stands in, as (block, row, column).
    """

    text: str
    pieces: tuple[str, ...]
    source: Line
    page: int
    block: int
    index: int
    kind: BlockKind
    bullet: bool = False
    icon: bool = False
    size: float | None = None
    cell: tuple[int, int, int] | None = None

    @property
    def facts(self) -> tuple[str, ...]:
        """The pieces, and their parts between slashes and commas."""
        return _facts(self.pieces)

    @property
    def compact(self) -> str:
        """The text without any white space."""
        return "".join(self.text.split())


@dataclass(frozen=True, slots=True)
class Cell:
    """A table cell's lines."""

    lines: tuple[TextLine, ...]

    @property
    def text(self) -> str:
        """The lines joined as one value."""
        return join_wrapped([line.text for line in self.lines])


@dataclass(frozen=True, slots=True)
class Text:
    """All lines of a document in reading order, its tables' rows and its links."""

    lines: tuple[TextLine, ...]
    tables: tuple[tuple[tuple[Cell, ...], ...], ...]
    links: tuple[tuple[Link, int], ...]
    language: Language
    body_size: float | None

    def next_to(self, line: TextLine, step: int = 1) -> TextLine | None:
        """Return the line `step` lines further on the same page, if there is one."""
        index = line.index + step
        if 0 <= index < len(self.lines) and self.lines[index].page == line.page:
            return self.lines[index]
        return None


@remembered
def normalise(text: str) -> str:
    """Return the text as the readers compare it: NFKC, in simplified Chinese, with one kind of hyphen.

    It is cut to the longest useful length.
    """
    return simplified(as_printed(text))


@remembered
def as_printed(text: str) -> str:
    """Return the text as `normalise` does, but with its traditional characters."""
    text = text[:MAX_LINE_LENGTH]
    if not text.isascii():
        text = unicodedata.normalize("NFKC", text)
        text = text.translate(_PLAIN)[:MAX_LINE_LENGTH]
    return text


def squeeze(text: str) -> str:
    """Return the text with runs of white space as one space."""
    return " ".join(text.split())


def key_of(text: str) -> str:
    """Return a text as values are compared: letters and digits, in one case."""
    return "".join(filter(str.isalnum, text)).casefold()


def without_inner_spaces(text: str) -> str:
    """Return the text without the spaces between Chinese characters (`姓 名` is `姓名`)."""
    return _SPACE_IN_CJK.sub("", text)


def join_wrapped(texts: list[str]) -> str:
    """Join lines that the layout wrapped: with a space between Latin words only."""
    joined = ""
    for text in texts:
        text = text.strip()
        if (
            not joined
            or not text
            or has_chinese(joined[-1])
            or has_chinese(text[0])
            or joined[-1] in "@-_./、,("
            or text[0] in "@."
        ):
            joined += text
        else:
            joined += " " + text
    return joined


@remembered
def split_pieces(text: str) -> tuple[str, ...]:
    """Split at wide gaps, bars and spaced middle dots."""
    return tuple(piece for part in _PIECE_GAP.split(text) if (piece := part.strip(" \t|•·,;")))


def spaced_facts(text: str) -> list[str]:
    """Return the words of a Chinese line of facts (`女 26岁 本科 武汉`), else the text as one."""
    if len(text) > 80 or not has_chinese(text):
        return [text]
    # A recognised line loses the spaces around its dots, or all of them.
    dotted = [] if " " in text else _DOTS.split(text)
    told = _FACT_SIGN.search(text) and not _STOPS.search(text)
    words = dotted if len(dotted) > 1 else (_FLUSH_FACT.sub(r" \g<0> ", text) if told else text).split()
    if len(words) < 3 or max(map(len, words)) > 16:
        return [text]
    return words if any(_FACT.match(word) for word in words) else [text]


@remembered
def _facts(pieces: tuple[str, ...]) -> tuple[str, ...]:
    parts = [
        part
        for piece in pieces
        for part in (_FACT_GAP.split(piece) if _FACT_GAP_SIGN.search(piece) else (piece,))
        if part.strip()
    ]
    parts = [word for part in parts for word in spaced_facts(part)]
    return pieces if len(parts) == len(pieces) else (*pieces, *parts)


def _pieces(line: Line, text: str) -> tuple[str, ...]:
    tokens = line.tokens or (text,)
    return tuple(piece for token in tokens for piece in split_pieces(normalise(token)))


def _strip_decoration(text: str) -> tuple[str, bool, bool]:
    """Return the text without its bullet or icon, and whether it had a bullet, an icon."""
    if match := _BULLET.match(text):
        rest = text[match.end() :].strip()
        if rest:
            return rest, True, False
    if match := _DECORATION.match(text):
        rest = text[match.end() :].strip()
        if rest:
            return rest, False, True
    return text, False, False


def _text_line(
    line: Line, *, page: int, block: int, index: int, kind: BlockKind, cell: tuple[int, int, int] | None
) -> TextLine | None:
    raw = normalise(line.text)
    text, bullet, icon = _strip_decoration(squeeze(raw))
    if not text:
        return None
    pieces = tuple(_strip_decoration(piece)[0] for piece in _pieces(line, raw))
    pieces = tuple(piece for piece in pieces if any(sign.isalnum() for sign in piece))
    return TextLine(
        text=text,
        pieces=pieces or (text,),
        source=line,
        page=page,
        block=block,
        index=index,
        kind=kind,
        bullet=bullet,
        icon=icon,
        size=line.font_size,
        cell=cell,
    )


def _stays(line: Line) -> Sequence[Line]:
    """Return the line, or its parts where each tells of a degree with its time (`本科:…2014-2018;硕士:…`)."""
    parts = (
        [part for part in re.split("[;；]", line.text) if part.strip()]
        if ";" in line.text or "；" in line.text
        else []
    )
    if len(parts) > 1 and all(_YEAR.search(part) and find_degree(normalise(part)) for part in parts):
        return [replace(line, text=part, tokens=(part,)) for part in parts]
    return (line,)


def _language(lines: list[TextLine]) -> Language:
    chinese = latin = 0
    for line in lines:
        found = count_chinese(line.text)
        chinese += found
        latin += sum(map(str.isalpha, line.text)) - found
    # A Chinese character carries about as much as three Latin letters.
    return Language.CHINESE if chinese * 3 > latin and chinese > 0 else Language.ENGLISH


class _Collector:
    """Numbers the lines of a document, within the bounds on their number and length."""

    def __init__(self) -> None:
        self.lines: list[TextLine] = []
        self.cells = 0
        self.block = 0
        self.characters = 0

    def add(
        self, sources: Iterable[Line], *, page: int, kind: BlockKind, cell: tuple[int, int, int] | None = None
    ) -> tuple[TextLine, ...]:
        """Keep the lines that hold anything, and return them."""
        start = len(self.lines)
        for source in chain.from_iterable(map(_stays, sources)):
            if len(self.lines) >= MAX_LINES or self.characters >= MAX_CHARACTERS:
                break
            line = _text_line(
                source, page=page, block=self.block, index=len(self.lines), kind=kind, cell=cell
            )
            if line:
                self.characters += len(line.text)
                self.lines.append(line)
        return tuple(self.lines[start:])

    def add_table(self, block: Block, *, page: int) -> tuple[tuple[Cell, ...], ...]:
        """Keep a table's lines, and return its rows."""
        rows: list[tuple[Cell, ...]] = []
        for number, row in enumerate(block.rows):
            self.cells += len(row)
            if self.cells > MAX_CELLS:
                break
            rows.append(
                tuple(
                    Cell(self.add(lines, page=page, kind=block.kind, cell=(self.block, number, column)))
                    for column, lines in enumerate(row)
                )
            )
        return tuple(rows)


def read_text(document: Document) -> Text:
    """Return the document's lines, cells and links, bounded in number and length."""
    collector = _Collector()
    tables: list[tuple[tuple[Cell, ...], ...]] = []
    links: list[tuple[Link, int]] = []
    for page in document.pages:
        links += [
            (link, page.number) for link in page.links if link.uri.casefold().startswith(_CONTACT_LINKS)
        ]
        for block in page.blocks:
            collector.block += 1
            if block.rows:
                tables.append(collector.add_table(block, page=page.number))
            else:
                collector.add(block.lines, page=page.number, kind=block.kind)
    sizes = Counter[float]()
    for line in collector.lines:
        if line.size:
            sizes[round(line.size, 1)] += len(line.text)
    return Text(
        lines=tuple(collector.lines),
        tables=tuple(tables),
        links=tuple(links[:MAX_LINKS]),
        language=_language(collector.lines),
        body_size=sizes.most_common(1)[0][0] if sizes else None,
    )

"""The document as every reader yields it, and the only input of the analysis.

Lengths are PDF points (1/72 inch), measured from the page's top left corner. Formats without pages
of their own (Word, plain text) are one page with number 1; where they know no places, boxes are None.
Text is NFKC-normalised, without NUL, lone surrogates and private-use icons.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from enum import Enum, StrEnum, auto


class Recognition(Enum):
    """What a reader does with pages whose text has to be recognised.

    It leaves them out, raises `NeedsRecognition`, or recognises them, which takes seconds and a process
    with the memory for it.
    """

    NONE = auto()
    SIGNALLED = auto()
    DONE = auto()


@dataclass(frozen=True, slots=True)
class Box:
    """A rectangle on a page."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        """How much of a page it takes up."""
        return (self.right - self.left) * (self.bottom - self.top)

    def rounded(self) -> Box:
        """Return it to a tenth of a point, as results tell it."""
        return Box(*(round(edge, 1) for edge in (self.left, self.top, self.right, self.bottom)))

    def overlap(self, other: Box) -> float:
        """How much of another box lies in it."""
        width = min(self.right, other.right) - max(self.left, other.left)
        height = min(self.bottom, other.bottom) - max(self.top, other.top)
        return width * height if width > 0 and height > 0 else 0.0


def box_around(boxes: Iterable[Box | None]) -> Box | None:
    """The smallest box that holds all that are known; None where none is."""
    known = [box for box in boxes if box is not None]
    if not known:
        return None
    return Box(
        min(box.left for box in known),
        min(box.top for box in known),
        max(box.right for box in known),
        max(box.bottom for box in known),
    )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of text as printed.

    `tokens` are its visually separate pieces from left to right (split at wide gaps and tabs);
    a line without wide gaps has one. `font_size` is the dominant size in points, where known.
    `words` are the left and right edges of the text's `words_of`, where they are known.
    `confidence`, from 0 to 1, is that of a line recognised in a picture; None where the file tells its text.
    """

    text: str
    box: Box | None = None
    font_size: float | None = None
    bold: bool = False
    tokens: tuple[str, ...] = ()
    confidence: float | None = None
    words: tuple[tuple[float, float], ...] = ()


class BlockKind(StrEnum):
    """Where on the page a block stands; FOOTER is also what ends a page and tells nothing of anybody.

    MARGIN is what stands sideways, beside the text.
    """

    TEXT = "text"
    TABLE = "table"
    TEXT_BOX = "text_box"
    HEADER = "header"
    FOOTER = "footer"
    MARGIN = "margin"


@dataclass(frozen=True, slots=True)
class Block:
    """Lines that belong together, in reading order.

    For a table, `rows` holds rows → cells → lines, and `lines` the same lines row by row.
    """

    lines: tuple[Line, ...]
    kind: BlockKind = BlockKind.TEXT
    box: Box | None = None
    rows: tuple[tuple[tuple[Line, ...], ...], ...] = ()

    @property
    def text(self) -> str:
        """The block's lines, one below the other."""
        return "\n".join(line.text for line in self.lines)


@dataclass(frozen=True, slots=True)
class Link:
    """A link annotation: `uri` like `mailto:a@b.cn`, `text` as printed over it, if known."""

    uri: str
    text: str = ""
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Page:
    """One page; `number` counts from 1. Blocks stand in reading order.

    `turn` is by how many degrees it was turned, against the clock, for its text to stand upright: places are
    those of the turned page.
    """

    number: int
    blocks: tuple[Block, ...]
    links: tuple[Link, ...] = ()
    width: float | None = None
    height: float | None = None
    turn: float = 0.0


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page that can be painted, whether or not it has text; turned as `Page` is."""

    number: int
    width: float
    height: float
    turn: float = 0.0

    @classmethod
    def of(cls, page: Page) -> Sheet:
        """Return the sheet of a page whose size is known."""
        assert page.width is not None
        assert page.height is not None
        return cls(page.number, page.width, page.height, page.turn)


class Hiding(StrEnum):
    """Why nobody who looks at a document sees words that are in its file."""

    COLOUR = "colour"
    SIZE = "size"
    PLACE = "place"
    MARKED = "marked"


@dataclass(frozen=True, slots=True)
class HiddenText:
    """Words that are in the file and that nobody sees; they are in no block. `text` may be shortened."""

    hiding: Hiding
    text: str
    page: int = 1
    box: Box | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """A file's readable content; `unread` are the numbers of pages that there was no time to recognise.

    `sheets` are the pages that can be painted; none where the format has no pages of its own.
    """

    pages: tuple[Page, ...] = field(default=())
    unread: tuple[int, ...] = ()
    hidden: tuple[HiddenText, ...] = ()
    sheets: tuple[Sheet, ...] = ()

    @property
    def blocks(self) -> tuple[Block, ...]:
        """All blocks of all pages, in reading order."""
        return tuple(block for page in self.pages for block in page.blocks)

    @property
    def lines(self) -> tuple[Line, ...]:
        """All lines of all pages, in reading order."""
        return tuple(line for block in self.blocks for line in block.lines)

    @property
    def links(self) -> tuple[Link, ...]:
        """All links of all pages."""
        return tuple(link for page in self.pages for link in page.links)

    @property
    def text(self) -> str:
        """The whole text; blocks are separated by an empty line."""
        return "\n\n".join(block.text for block in self.blocks)

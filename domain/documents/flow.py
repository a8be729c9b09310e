"""Running text, as markup gives it piece by piece, gathered into lines, blocks and tables."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from domain.documents.characters import readable_count
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.hiding import joined
from domain.documents.models import Block, BlockKind, Document, HiddenText, Hiding, Line, Link, Page
from domain.documents.text import line_of

MAXIMUM_LINES = 50_000


@dataclass(slots=True)
class _Table:
    """A table in the making: rows → cells → lines."""

    rows: list[list[list[Line]]] = field(default_factory=list)
    cell_is_open: bool = False

    def cell(self) -> list[Line]:
        """The open cell; what stands outside of cells (a caption) opens one."""
        if not self.rows:
            self.rows.append([])
        if not self.cell_is_open:
            self.rows[-1].append([])
            self.cell_is_open = True
        return self.rows[-1][-1]


class Flow:
    """Gathers text into blocks. Tables within a cell become lines of it.

    Attributes:
        blocks: The finished blocks.
        links: Links, in order.
        hidden: What nobody sees, in order.
        kind: The kind of the blocks to come; tables are always tables.
    """

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.links: list[Link] = []
        self.hidden: list[HiddenText] = []
        self.kind = BlockKind.TEXT
        self._pieces: list[str] = []
        self._sizes: Counter[float | None] = Counter()
        self._bold_count = 0
        self._lines: list[Line] = []
        self._tables: list[_Table] = []
        self._line_count = 0

    @property
    def is_at_line_start(self) -> bool:
        """Whether the open line has no text yet."""
        return not any(map(str.strip, self._pieces))

    @property
    def ends_with_space(self) -> bool:
        """Whether the open line is empty or its last text ends with a space."""
        last = next((piece for piece in reversed(self._pieces) if piece), " ")
        return last[-1] == " "

    @property
    def has_open_table(self) -> bool:
        """Whether a table is open."""
        return bool(self._tables)

    def add(self, text: str, *, size: float | None = None, bold: bool = False) -> None:
        """Add text to the open line; `size` is in points."""
        self._pieces.append(text)
        weight = len(text.strip())
        self._sizes[size] += weight
        self._bold_count += weight if bold else 0

    def hide(self, text: str, hiding: Hiding) -> None:
        """Note text that nobody sees."""
        if text.strip():
            self.hidden.append(HiddenText(hiding, text))

    def hides(self, text: str, hiding: Hiding | None) -> bool:
        """Tell whether text is hidden, and note it then; white space is where it is marked so."""
        if hiding is None or not (text.strip() or hiding is Hiding.MARKED):
            return False
        self.hide(text, hiding)
        return True

    def end_line(self) -> None:
        """End the line, if it has text."""
        if self._pieces:
            size = max(self._sizes, key=lambda key: self._sizes[key])
            bold = 2 * self._bold_count > self._sizes.total()
            line = line_of("".join(self._pieces), font_size=size, bold=bold)
            self._pieces.clear()
            self._sizes.clear()
            self._bold_count = 0
            if line is not None:
                self._line_count += 1
                if self._line_count > MAXIMUM_LINES:
                    raise ReadFailure(FailureCode.TOO_COMPLEX, "more lines than a resume holds")
                (self._tables[-1].cell() if self._tables else self._lines).append(line)

    def end_block(self) -> None:
        """End the block; within a table, the line."""
        self.end_line()
        if self._lines and not self._tables:
            self.blocks.append(Block(tuple(self._lines), self.kind))
            self._lines = []

    def open_table(self) -> None:
        """Begin a table, within the open cell where there is one."""
        self.end_block()
        self._tables.append(_Table())

    def open_row(self) -> None:
        """Begin a row of the innermost table."""
        self.end_line()
        if self._tables:
            self._tables[-1].rows.append([])
            self._tables[-1].cell_is_open = False

    def open_cell(self) -> None:
        """Begin a cell of the innermost table's last row."""
        self.end_line()
        if self._tables:
            table = self._tables[-1]
            table.cell_is_open = False
            table.cell()

    def close_cell(self) -> None:
        """End the innermost table's open cell."""
        self.end_line()
        if self._tables:
            self._tables[-1].cell()
            self._tables[-1].cell_is_open = False

    def close_table(self) -> None:
        """End the innermost table."""
        self.end_line()
        if not self._tables:
            return
        rows = [row for row in self._tables.pop().rows if any(row)]
        if self._tables:
            cell = self._tables[-1].cell()
            for row in rows:
                cell += row_as_lines(row)
        elif rows:
            self.blocks += _blocks_of_table(rows, self.kind)

    def finish(self) -> list[Block]:
        """End all that is open and return the blocks."""
        while self._tables:
            self.close_table()
        self.end_block()
        return self.blocks


def document_of(
    blocks: Sequence[Block],
    links: Sequence[Link],
    *,
    hidden: Iterable[HiddenText] = (),
    otherwise: FailureCode = FailureCode.NO_TEXT,
) -> Document:
    """Make a document of one page; one without a readable letter fails with the code `otherwise`."""
    if not any(readable_count(block.text) for block in blocks):
        raise ReadFailure(otherwise)
    return Document((Page(1, tuple(blocks), tuple(links)),), hidden=tuple(joined(hidden)))


def row_as_lines(cells: Sequence[Sequence[Line]]) -> list[Line]:
    """A nested table's row: one line of tokens where each cell holds a line at most."""
    filled = [cell for cell in cells if cell]
    if len(filled) < 2 or any(len(cell) > 1 for cell in filled):
        return [line for cell in filled for line in cell]
    first = filled[0][0]
    tokens = tuple(token for cell in filled for token in cell[0].tokens)
    return [Line(" ".join(tokens), font_size=first.font_size, bold=first.bold, tokens=tokens)]


def _blocks_of_table(rows: list[list[list[Line]]], kind: BlockKind) -> list[Block]:
    """A table, or where no row has two filled cells, but a frame, its cells as blocks."""
    if all(sum(map(bool, row)) < 2 for row in rows):
        return [Block(tuple(cell), kind) for row in rows for cell in row if cell]
    lines = tuple(line for row in rows for cell in row for line in cell)
    return [Block(lines, BlockKind.TABLE, rows=tuple(tuple(map(tuple, row)) for row in rows))]

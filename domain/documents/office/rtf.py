"""Rich Text Format: one pass over its control words, with a state for each open group.

After the specification 1.9.1. Text boxes, headers and footers are read; pictures, hidden and deleted
text, bullets, and every destination that is marked as one to ignore are not.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from dataclasses import replace

from domain.documents.characters import clean_text
from domain.documents.colours import SOMETHING, Colour, hiding_of
from domain.documents.errors import FailureCode, ReadFailure
from domain.documents.flow import Flow, document_of
from domain.documents.models import Block, BlockKind, Document, HiddenText, Hiding, Link
from domain.documents.office.rtf_state import State
from domain.documents.office.rtf_words import (
    CHARACTERS,
    ENCODINGS_BY_CHARSET,
    KINDS,
    OPENED,
    SKIPPED,
    SYMBOLS,
)

MAXIMUM_SIZE_BYTES = 64 * 2**20
MAXIMUM_DEPTH = 1_000

_TOKEN = re.compile(
    r"\\([a-zA-Z]{1,32})(-?\d{1,9})? ?|\\'([0-9a-fA-F]{2})|\\([^a-zA-Z])|([{}])|([^\\{}\r\n]+)|[\r\n]+|\\"
)
_HYPERLINK = re.compile(r'HYPERLINK\s{1,9}(?:\\\w\s{1,9})?"([^"]{1,2000})"')

_COLOUR_TABLE = re.compile(r"\\colortbl([^{}]{0,20000})")
_COLOUR_PART = re.compile(r"\\(red|green|blue)(\d{1,3})")
_MOST_COLOURS = 500
_UNKNOWN_GROUND = re.compile(
    r"\\(?:(?:shpinst|pict|do|clcbpat|trcbpat)(?![a-z])|(?:clshdng|trshdng|shading|chshdng)[1-9])"
)


def read_rtf(content: bytes) -> Document:
    """Read a rich text file as one page.

    Raises:
        ReadFailure: TOO_COMPLEX above 64 MiB or 1,000 nested groups, DAMAGED, NO_TEXT.
    """
    if len(content) > MAXIMUM_SIZE_BYTES:
        raise ReadFailure(FailureCode.TOO_COMPLEX, "more than a resume holds")
    text = content.lstrip(b"\xef\xbb\xbf \t\r\n").decode("latin-1")
    if not text.startswith("{\\rtf"):
        raise ReadFailure(FailureCode.DAMAGED, "no rich text")
    walk = _RtfWalk(text)
    walk.run()
    return document_of(walk.blocks(), walk.flow.links, hidden=walk.hidden())


class _RtfWalk:
    """Goes through the tokens; a part with a flow of its own (a box, a header) comes after its paragraph."""

    def __init__(self, text: str) -> None:
        self.flow = Flow()
        self._text = text
        self._main = self.flow
        self._parts: list[tuple[int, Flow]] = []
        self._stack: list[tuple[State, Flow]] = []
        self._state = State()
        self._colours = _colour_table(text)
        # Where text flows over drawings, shaded cells and patterns is not known.
        self._has_unknown_ground = _UNKNOWN_GROUND.search(text) is not None
        self._encoding = "cp1252"
        self._fonts: dict[int, str] = {}
        self._font = 0
        self._default_font = 0
        self._bytes = bytearray()
        self._instruction: list[str] = []
        self._optional = False
        self._left_to_skip = 0
        self._high_surrogate = 0xD800
        self._words: dict[str, Callable[[int | None], None]] = {
            "par": self._end_paragraph,
            "line": self._end_line,
            "sect": self._end_block,
            "page": self._end_block,
            "cell": self._end_cell,
            "row": self._end_row,
            "nestrow": self._end_line,
            "u": self._unicode,
            "f": self._set_font,
            "fcharset": self._set_charset,
        }

    def run(self) -> None:
        """Read all tokens."""
        at, end = 0, len(self._text)
        while at < end:
            match = _TOKEN.match(self._text, at)
            if match is None:
                return
            at = match.end()
            word, argument, code, symbol, brace, plain = match.groups()
            if plain is not None:
                self._plain(plain)
            elif code is not None:
                self._byte(int(code, 16))
            elif word is not None:
                number = int(argument) if argument is not None else None
                if word == "bin":
                    at += max(0, number or 0)
                else:
                    self._word(word, number)
            elif brace is not None:
                self._flush()
                if not self._brace(brace):
                    return
            elif symbol is not None:
                self._symbol(symbol)
        self._flush()

    def blocks(self) -> list[Block]:
        """All blocks: headers, the body with boxes after the paragraphs they hang on, footers."""
        body = self._main.finish()
        made = [(at, flow.kind, flow.finish()) for at, flow in self._parts]
        for _, flow in self._parts:
            self._main.links += flow.links
        blocks = [block for _, kind, part in made if kind is BlockKind.HEADER for block in part]
        boxes = [(at, part) for at, kind, part in made if kind is BlockKind.TEXT_BOX]
        for place in range(len(body) + 1):
            blocks += [block for at, part in boxes if at == place for block in part]
            blocks += body[place : place + 1]
        return blocks + [block for _, kind, part in made if kind is BlockKind.FOOTER for block in part]

    def hidden(self) -> list[HiddenText]:
        """What nobody sees."""
        return [*self._main.hidden, *(passage for _, flow in self._parts for passage in flow.hidden)]

    def _brace(self, brace: str) -> bool:
        self._left_to_skip = 0
        self._optional = False
        if brace == "{":
            if len(self._stack) >= MAXIMUM_DEPTH:
                raise ReadFailure(FailureCode.TOO_COMPLEX, "groups within groups")
            self._stack.append((self._state, self.flow))
            return True
        if not self._stack:
            return False
        left, self._state = self._state, self._stack[-1][0]
        if left.instruction and not self._state.instruction:
            self._end_instruction()
        flow = self._stack.pop()[1]
        if flow is not self.flow:
            self.flow.finish()
            self.flow = flow
        return bool(self._stack)

    def _symbol(self, symbol: str) -> None:
        self._flush()
        if symbol == "*":
            self._optional = True
        elif symbol in "\r\n":
            self._end_paragraph(None)
        elif symbol in SYMBOLS:
            self._put(SYMBOLS[symbol])

    def _word(self, word: str, number: int | None) -> None:
        self._flush()
        optional, self._optional = self._optional, False
        state = self._state
        if word in SKIPPED or (optional and word not in OPENED):
            instruction = word == "fldinst"
            self._state = replace(
                state, skipped=True, instruction=instruction, fonts=state.fonts or word == "fonttbl"
            )
        elif word in KINDS and not state.skipped:
            self._open_part(KINDS[word])
        elif word in self._words:
            self._words[word](number)
        elif word in CHARACTERS:
            self._put(CHARACTERS[word])
        else:
            self._format(word, number)

    def _format(self, word: str, number: int | None) -> None:
        if word == "ansicpg" and number:
            self._encoding = _known_encoding(number)
        elif word == "deff" and number is not None:
            self._default_font = self._font = number
        else:
            self._state = self._state.after(word, number)

    def _open_part(self, kind: BlockKind) -> None:
        part = Flow()
        part.kind = kind
        # The paragraph a box hangs on is still open: it ends one block further.
        self._parts.append((len(self._main.blocks) + 1, part))
        self.flow = part
        self._state = replace(self._state, shape=False, in_table=False, kind=kind)

    def _end_instruction(self) -> None:
        match = _HYPERLINK.search("".join(self._instruction))
        self._instruction.clear()
        if match:
            self.flow.links.append(Link(clean_text(match[1]).strip()))

    def _set_font(self, number: int | None) -> None:
        if self._state.fonts:
            self._font = number or 0
        else:
            self._state = replace(self._state, encoding=self._fonts.get(number or 0, self._encoding))

    def _set_charset(self, number: int | None) -> None:
        if self._state.fonts and number in ENCODINGS_BY_CHARSET:
            self._fonts[self._font] = ENCODINGS_BY_CHARSET[number]

    def _plain(self, text: str) -> None:
        if self._left_to_skip:
            skipped = min(self._left_to_skip, len(text))
            self._left_to_skip -= skipped
            text = text[skipped:]
        # Letters may be the second bytes of characters begun in hexadecimal.
        self._bytes += text.encode("latin-1")

    def _byte(self, code: int) -> None:
        if self._left_to_skip:
            self._left_to_skip -= 1
        else:
            self._bytes.append(code)

    def _unicode(self, number: int | None) -> None:
        if number is None:
            return
        code = number % 0x10000
        if 0xD800 <= code < 0xDC00:
            self._high_surrogate = code
        elif 0xDC00 <= code < 0xE000:
            self._put(chr(0x10000 + ((self._high_surrogate - 0xD800) << 10) + code - 0xDC00))
            self._high_surrogate = 0xD800
        else:
            self._put(chr(code))
        self._left_to_skip = self._state.fallback_length

    def _flush(self) -> None:
        if self._bytes:
            raw = bytes(self._bytes)
            self._bytes.clear()
            encoding = self._state.encoding or self._fonts.get(self._default_font, self._encoding)
            self._put(raw.decode(encoding, "replace"))
        self._left_to_skip = 0

    def _put(self, text: str) -> None:
        state = self._state
        if state.instruction:
            self._instruction.append(text)
        if state.skipped or state.shape or state.deleted:
            return
        if self.flow.hides(text, self._hiding(state)):
            return
        if state.in_table and not self.flow.has_open_table:
            self.flow.open_table()
            self.flow.open_row()
        elif self.flow.has_open_table and not state.in_table and text.strip():
            self.flow.close_table()
        self.flow.add(text, size=state.size, bold=state.bold)

    def _hiding(self, state: State) -> Hiding | None:
        ground = self._colours.get(state.ground or state.shading)
        if ground is None and (self._has_unknown_ground or state.kind is BlockKind.TEXT_BOX):
            ground = SOMETHING
        return hiding_of(
            hidden=state.hidden, size=state.size, colour=self._colours.get(state.colour), ground=ground
        )

    def _end_paragraph(self, _: int | None) -> None:
        if self._state.skipped or self._state.shape:
            return
        if self.flow.is_at_line_start and not self.flow.has_open_table:
            self.flow.end_block()
        else:
            self.flow.end_line()

    def _end_line(self, _: int | None) -> None:
        if not self._state.skipped:
            self.flow.end_line()

    def _end_block(self, _: int | None) -> None:
        if not self._state.skipped:
            self.flow.end_block()

    def _end_cell(self, _: int | None) -> None:
        if not self._state.skipped:
            if not self.flow.has_open_table:
                self.flow.open_table()
            self.flow.close_cell()

    def _end_row(self, _: int | None) -> None:
        if not self._state.skipped:
            self.flow.open_row()


def _colour_table(text: str) -> dict[int, Colour]:
    """The colours of the file by their numbers; one without parts is the program's own choice."""
    table = _COLOUR_TABLE.search(text)
    colours: dict[int, Colour] = {}
    for number, entry in enumerate(table[1].split(";")[:_MOST_COLOURS] if table else ()):
        parts = {name: min(255, int(value)) for name, value in _COLOUR_PART.findall(entry)}
        if parts:
            colours[number] = (parts.get("red", 0), parts.get("green", 0), parts.get("blue", 0))
    return colours


def _known_encoding(code_page: int) -> str:
    name = {936: "gb18030", 65001: "utf-8", 10000: "mac_roman"}.get(code_page, f"cp{code_page}")
    try:
        codecs.lookup(name)
    except LookupError:
        return "cp1252"
    return name

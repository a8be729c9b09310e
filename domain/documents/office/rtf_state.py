"""What holds at a place of a rich text: how letters are set, and in what they stand."""

from __future__ import annotations

from dataclasses import dataclass, replace

from domain.documents.models import BlockKind


@dataclass(frozen=True, slots=True)
class State:
    """What a group inherits from the one around it."""

    skipped: bool = False
    instruction: bool = False
    fonts: bool = False
    shape: bool = False
    hidden: bool = False
    deleted: bool = False
    bold: bool = False
    size: float = 12.0
    in_table: bool = False
    encoding: str = ""
    fallback_length: int = 1
    kind: BlockKind = BlockKind.TEXT
    colour: int = 0
    ground: int = 0
    shading: int = 0

    def after(self, word: str, number: int | None) -> State:
        """Return what holds after a control word that formats text, and the same after any other."""
        on = number != 0
        if word == "b":
            return replace(self, bold=on)
        if word == "fs" and number:
            return replace(self, size=number / 2)
        if word == "v":
            return replace(self, hidden=on)
        if word == "deleted":
            return replace(self, deleted=on)
        if word == "plain":
            return replace(
                self, bold=False, hidden=False, deleted=False, size=12.0, encoding="", colour=0, ground=0
            )
        if word == "pard":
            return replace(self, in_table=False, shading=0)
        if word == "cf":
            return replace(self, colour=number or 0)
        if word in {"highlight", "chcbpat", "cb"}:
            return replace(self, ground=number or 0)
        if word == "cbpat":
            return replace(self, shading=number or 0)
        if word == "intbl":
            return replace(self, in_table=True)
        if word == "shpinst":
            return replace(self, shape=True)
        if word == "uc" and number is not None:
            return replace(self, fallback_length=max(0, number))
        return self

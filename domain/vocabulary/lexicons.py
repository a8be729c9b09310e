"""The words by which resumes and postings are read: data in `lexicons/<language>/<name>.tsv`.

A folder is a language; `und` holds what any language prints. A row is `group<TAB>entry`, where an entry is a
literal, or a regular expression between slashes; a line that begins with `#` is a comment. Whoever reads asks
for a lexicon by its name and gets the words of all languages, so that another language is another folder.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache
from pathlib import Path
from typing import Final, NamedTuple

ROOTS: Final = [Path(__file__).with_name("lexicons")]
"""Folders of languages. `add_root` extends them."""

# What any language prints, then the languages that most resumes are written in; others follow by their names.
_FIRST: Final = ("und", "zh", "en")
_NOTHING: Final = "(?!)"


class Entry(NamedTuple):
    """A row: `text` is a literal, or the source of a regular expression."""

    language: str
    group: str
    text: str
    is_pattern: bool


@dataclass(frozen=True, slots=True)
class Lexicon:
    """The rows of one name: those of any language first, then language by language, as they are written."""

    name: str
    entries: tuple[Entry, ...]

    def groups(self) -> tuple[str, ...]:
        """Return the names of the groups."""
        return tuple(dict.fromkeys(entry.group for entry in self.entries))

    def of(self, language: str) -> Lexicon:
        """Return the part of one language; it may be empty."""
        return Lexicon(self.name, tuple(entry for entry in self.entries if entry.language == language))

    def words(self, *groups: str) -> tuple[str, ...]:
        """Return the literals of these groups, or of all.

        Raises:
            ValueError: A group holds a regular expression.
        """
        chosen = self._chosen(groups)
        if pattern := next((entry for entry in chosen if entry.is_pattern), None):
            raise ValueError(f"{self.name}: {pattern.group} holds a regular expression: {pattern.text}")
        return tuple(dict.fromkeys(entry.text for entry in chosen))

    def by_word(self, *groups: str) -> dict[str, str]:
        """Return the group of each literal of these groups, or of all: the first that holds it."""
        found: dict[str, str] = {}
        for entry in self._chosen(groups):
            if not entry.is_pattern:
                found.setdefault(entry.text, entry.group)
        return found

    def pattern(self, *groups: str, whole: bool = False) -> str:
        """Return the source of a regular expression that matches an entry of these groups, or of all.

        Regular expressions are tried first, as they are written; then the literals, the longest first.

        Args:
            groups: They must exist.
            whole: Whether an entry is no part of a longer word; in scripts that do not part words it may be.
        """
        chosen = self._chosen(groups)
        patterns = [entry.text for entry in chosen if entry.is_pattern]
        literals = sorted((entry.text for entry in chosen if not entry.is_pattern), key=len, reverse=True)
        made = dict.fromkeys((*patterns, *map(re.escape, literals)))
        if not whole:
            return _either(made)
        parted = [text for text in made if not any(map(_is_wide, text))]
        return _either([f"\\b{_either(parted)}\\b", *(text for text in made if text not in parted)])

    def _chosen(self, groups: tuple[str, ...]) -> tuple[Entry, ...]:
        if not groups:
            return self.entries
        chosen: dict[str, list[Entry]] = {group: [] for group in groups}
        for entry in self.entries:
            if entry.group in chosen:
                chosen[entry.group].append(entry)
        if self.entries and (unknown := [group for group, entries in chosen.items() if not entries]):
            raise LookupError(f"{self.name} has no {', '.join(unknown)}")
        return tuple(entry for entries in chosen.values() for entry in entries)


def _either(alternatives: Iterable[str]) -> str:
    return f"(?:{'|'.join(alternatives) or _NOTHING})"


def _is_wide(sign: str) -> bool:
    """Return whether a character is of a script that does not part words by spaces (UAX 11)."""
    return sign > "\u1100" and unicodedata.east_asian_width(sign) == "W"


def add_root(folder: Path) -> None:
    """Read the languages of this folder too; to be called before a reader of resumes is imported.

    Raises:
        RuntimeError: Words have been read already.
    """
    if lexicon.cache_info().currsize:
        raise RuntimeError("add folders of languages before the readers are imported")
    ROOTS.append(folder)
    _folders.cache_clear()


@cache
def lexicon(name: str) -> Lexicon:
    """Return the lexicon of this name, of all languages that have it.

    Raises:
        LookupError: No language has it.
        ValueError: A row is malformed.
    """
    entries: list[Entry] = []
    for language, folder in _folders():
        file = folder / f"{name}.tsv"
        if file.is_file():
            entries.extend(read_entries(file, language))
    if not entries:
        raise LookupError(f"there is no lexicon {name}")
    return Lexicon(name, tuple(entries))


def files() -> Iterator[tuple[str, Path]]:
    """Yield every file with its language, in the order in which a lexicon is merged."""
    for language, folder in _folders():
        for file in sorted(folder.glob("*.tsv")):
            yield language, file


@lru_cache(maxsize=1)
def _folders() -> tuple[tuple[str, Path], ...]:
    folders = [(path.name, path) for root in ROOTS for path in root.iterdir() if path.is_dir()]
    first = {language: number for number, language in enumerate(_FIRST)}
    return tuple(sorted(folders, key=lambda found: (first.get(found[0], len(first)), found[0])))


def read_entries(file: Path, language: str) -> Iterator[Entry]:
    """Yield the rows of a file.

    Raises:
        ValueError: A row is not `group<TAB>entry`.
    """
    for number, line in enumerate(file.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line[0] == "#":
            continue
        row = line.split("\t")
        if len(row) != 2 or "" in row:
            raise ValueError(f"{file}:{number} is no row of a lexicon: {line}")
        group, text = row
        if text[0] == "/" == text[-1] and len(text) > 2:
            yield Entry(language, group, text[1:-1], True)
        else:
            yield Entry(language, group, text, False)

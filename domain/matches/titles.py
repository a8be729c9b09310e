"""How near the titles that a person wishes for and has held are to positions."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from domain.matches.usable import phrases_of, says_a_trade
from domain.retrieval.comparing import Texts
from domain.retrieval.index import Index
from domain.vocabulary.later import compiled_later
from domain.vocabulary.script import CHINESE, simplified
from domain.vocabulary.words import JOINING, plain

LATER_WISH_SHARE = 0.97
"""What each next wish of a list like `会计/出纳` counts."""

TELLS_NOTHING = 0.4
"""A title no nearer than this by words to any position, nor by meaning, says nothing of a trade."""

MEANING_SHARE = 0.85
"""What the fullest likeness by meaning counts where no words are shared."""

MEANING_FLOOR = 0.45
"""What is less like a name by meaning is not near it."""

_MEANING_FULL = 0.95
_BOTH_SHARE = 0.5
_PARTS_READ = 6
_PARTS_LOOKED_UP = 2
TITLES_LOOKED_UP = 4
"""So many titles, the wish among them, choose candidates and tell trades."""

_PARTS = compiled_later(rf"[/、,;|()\[\]【】\n]|\s[&–-]\s|(?<=[{CHINESE}])\s|{JOINING}")

Values = NDArray[np.float64]


@dataclass(frozen=True, slots=True)
class ReadTitles:
    """Titles with their wordings made ready for comparing.

    Attributes:
        titles: As written.
        texts: The wordings of all titles: each whole title, then what it lists.
        owners: For each wording, the number of its title; `shares` what it counts.
        whole: The numbers of the wordings that candidates are looked up by.
    """

    titles: list[str]
    texts: Texts
    owners: list[int]
    shares: list[float]
    whole: list[int]

    def only(self, title: int) -> ReadTitles:
        """Return one of the titles by itself, to be looked up by its wordings alone."""
        own = [number for number, owner in enumerate(self.owners) if owner == title]
        return ReadTitles(
            titles=[self.titles[title]],
            texts=self.texts.only(own),
            owners=[0] * len(own),
            shares=[self.shares[number] for number in own],
            whole=list(range(min(len(own), 1 + _PARTS_LOOKED_UP))),
        )

    def nearness(self, words: NDArray[np.floating], meaning: NDArray[np.floating]) -> Values:
        """Return each title's nearness (titles, positions).

        Where a title lists several, each position takes the nearest of them.
        """
        return near_by(self._by_title(words), self._by_title(meaning))

    def telling(self, words: NDArray[np.floating], meaning: NDArray[np.floating]) -> Values:
        """Return how telling each title is by the positions compared; nothing is by none."""
        if not words.shape[1]:
            return np.zeros(len(self.titles))
        meant = _meant(self._by_title(meaning))
        told: Values = np.maximum(self._by_title(words).max(axis=1), 2 * meant.max(axis=1))
        return told

    def _by_title(self, likeness: NDArray[np.floating]) -> Values:
        """Return the likenesses of wordings as those of their titles."""
        if len(self.owners) == len(self.titles):
            return likeness.astype(np.float64)
        best = np.zeros((len(self.titles), likeness.shape[1]))
        for text, (owner, share) in enumerate(zip(self.owners, self.shares, strict=True)):
            np.maximum(best[owner], share * likeness[text], out=best[owner])
        return best


def near_by(by_words: Values, by_meaning: Values) -> Values:
    """Return how near titles are to positions whose names they are so like."""
    meant = _meant(by_meaning)
    # Chance likeness by words fades, and the very title stands out from a near one.
    said = _smooth(by_words) * by_words
    high, low = np.maximum(said, meant), np.minimum(said, meant)
    near: Values = np.minimum(1.0, high + _BOTH_SHARE * (1 - high) * low)
    return near


def _meant(by_meaning: Values) -> Values:
    return _smooth((by_meaning - MEANING_FLOOR) / (_MEANING_FULL - MEANING_FLOOR)) * MEANING_SHARE


def read_titles(titles: Sequence[str], index: Index) -> ReadTitles:
    """Make titles and objectives ready for comparing."""
    wordings: dict[tuple[int, str], float] = {}
    whole: list[int] = []
    for number, title in enumerate(titles):
        if number < TITLES_LOOKED_UP:
            whole.append(len(wordings))
        said = simplified(title)
        wordings[number, said] = 1.0
        parts = _parts_of(said)
        if parts != [plain(said)]:
            for rank, part in enumerate(parts[:_PARTS_READ]):
                if number == 0 and rank < _PARTS_LOOKED_UP:
                    whole.append(len(wordings))
                wordings.setdefault((number, part), LATER_WISH_SHARE ** (rank + 1))
    texts = [text for _, text in wordings]
    # Candidates of one text are the same, however many titles are worded so.
    looked_up = {texts[number]: number for number in whole if number < len(texts)}
    return ReadTitles(
        titles=list(titles),
        texts=index.read(texts),
        owners=[owner for owner, _ in wordings],
        shares=list(wordings.values()),
        whole=sorted(looked_up.values()),
    )


def _parts_of(title: str) -> list[str]:
    """Return what a title lists, or a sentence asks for; of `professor of botany` its head too."""
    if phrases := phrases_of(title):
        return phrases
    text = plain(title)
    parts = [part for part in _PARTS.split(text) if part.strip() == text or says_a_trade(part)]
    heads = (part.partition(" of ")[0] for part in parts if " of " in part)
    return [*parts, *(head for head in heads if says_a_trade(head))]


def _smooth(values: Values) -> Values:
    clipped = np.clip(values, 0.0, 1.0)
    smooth: Values = clipped * clipped * (3 - 2 * clipped)
    return smooth

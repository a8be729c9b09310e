"""A position of the catalogue."""

from __future__ import annotations

from dataclasses import dataclass

from domain.vocabulary.degrees import DegreeLevel
from domain.vocabulary.levels import Level
from domain.vocabulary.pay import Pay, PayPeriod
from domain.vocabulary.pay_words import HOME_CURRENCY

BUNDLED = "bundled"
"""The source of the positions that come with the program."""


def web_address(text: str) -> str | None:
    """Return a text that can be made a link without harm; None for any other, like `javascript:…`."""
    return text if text.casefold().startswith(("http://", "https://")) else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Position:
    """One position.

    Attributes:
        code: The stable key within its source.
        title_zh, title_en: The usual title in Chinese and in English; one of them may be empty in an
            imported position.
        aliases: Other titles in either language.
        skills: Skills usually asked for, most telling first; an entry may carry both languages, like
            `财务报表/financial reporting` (see `domain.vocabulary.skills`).
        years_min: Usual years of experience asked for; 0 where none.
        salary_min, salary_max: Usual monthly pay before tax in CNY; None where it is negotiated.
        salary_basis: Where the pay comes from, like `estimate`; empty where unknown.
        occupation_code: Its code in the Chinese occupation classification of 2022, like `2-06-03-00`.
        isco: Its unit group in the international classification ISCO-08, like `2411`.
        level: How far up the ladder of its trade it stands; None where that is not known.
        city: Where the work is; None where it is not stated.
        source: Where it comes from: `bundled`, or the name under which it was imported.
        company, city: Of a posting; None where it names none.
        salary_text: The pay as a posting prints it; None where it prints none.
        posted_pay: The same as it was read.
        url: Where the posting is.
        description: What it says of the work, where it has been asked for.

    An imported position may have a title in one language only, which then stands for both, and one end
    of a salary range.
    """

    code: str
    title_zh: str
    title_en: str
    aliases: tuple[str, ...] = ()
    skills: tuple[str, ...] = ()
    degree: DegreeLevel = DegreeLevel.NONE
    years_min: int = 0
    salary_min: int | None = None
    salary_max: int | None = None
    salary_basis: str = ""
    occupation_code: str | None = None
    isco: str | None = None
    level: Level | None = None
    source: str = BUNDLED
    company: str | None = None
    city: str | None = None
    salary_text: str | None = None
    posted_pay: Pay | None = None
    url: str | None = None
    description: str | None = None

    @property
    def key(self) -> str:
        """The position's key among those of all sources."""
        return f"{self.source}:{self.code}"

    def title(self, *, chinese: bool) -> str:
        """Return the title in one of the languages, or the only one there is."""
        return (self.title_zh or self.title_en) if chinese else (self.title_en or self.title_zh)

    @property
    def salary_is_estimate(self) -> bool:
        """Whether the pay is our own estimate rather than counted in postings."""
        return self.salary_min is not None and self.salary_basis == "estimate"

    @property
    def pay(self) -> Pay | None:
        """The pay as the posting states it, or that of a bundled position; None where no amount is told."""
        if self.posted_pay is not None:
            return self.posted_pay if self.posted_pay.is_told else None
        if self.salary_min is None and self.salary_max is None:
            return None
        return Pay(
            printed=self.salary_range,
            low=None if self.salary_min is None else float(self.salary_min),
            high=None if self.salary_max is None else float(self.salary_max),
            currency=HOME_CURRENCY,
            period=PayPeriod.MONTH,
            period_stated=True,
        )

    @property
    def pay_low(self) -> float | None:
        """The lower end of the pay, in its currency."""
        return None if self.pay is None else self.pay.low

    @property
    def pay_high(self) -> float | None:
        """The upper end of the pay, in its currency."""
        return None if self.pay is None else self.pay.high

    @property
    def pay_currency(self) -> str | None:
        """The currency of the pay; None where no amount is told."""
        return None if self.pay is None else self.pay.currency

    @property
    def pay_period(self) -> PayPeriod | None:
        """What the pay is paid for."""
        return None if self.pay is None else self.pay.period

    @property
    def pay_months(self) -> float | None:
        """How many monthly salaries a year brings, where that is stated."""
        return None if self.pay is None else self.pay.months

    @property
    def salary_range(self) -> str:
        """The pay as the REST document prints it: `15k-25k/月`, or `面议`.

        What cannot be told as a monthly range in CNY stands as the posting prints it.
        """
        if self.salary_min is None or self.salary_max is None:
            return self.salary_text or "面议"
        return f"{_thousands(self.salary_min)}-{_thousands(self.salary_max)}/月"


def _thousands(amount: int) -> str:
    return f"{amount / 1000:.1f}".removesuffix(".0") + "k"

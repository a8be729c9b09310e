"""The words of printed pay: currencies, periods, scales, bounds; patterns for NFKC, case-folded text."""

from __future__ import annotations

import re

SCALES = {
    "百": 100.0,
    "千": 1e3,
    "k": 1e3,
    "thousand": 1e3,
    "万": 1e4,
    "w": 1e4,
    "lpa": 1e5,
    "lakh": 1e5,
    "lakhs": 1e5,
    "百万": 1e6,
    "m": 1e6,
    "mil": 1e6,
    "million": 1e6,
}

# The first that occurs decides, so that a sign with a country stands before the bare sign.
_CURRENCIES = (
    ("HKD", r"hk\$|港币|港元|港幣|\bhkd"),
    ("TWD", r"nt\$|新?台币|新?台幣|\bntd|\btwd"),
    ("SGD", r"s\$|新元|新币|坡币|\bsgd"),
    ("AUD", r"au?\$|澳元|澳币|\baud"),
    ("CAD", r"ca?\$|加元|加币|\bcad"),
    ("NZD", r"nz\$|\bnzd"),
    ("BRL", r"r\$|\bbrl"),
    ("USD", r"us\$|\$|美元|美金|美刀|\busd|usd\b|\bdollars?\b"),
    ("GBP", r"£|英镑|\bgbp|gbp\b|\bpounds?\b"),
    ("EUR", r"€|欧元|\beur|eur\b"),
    ("JPY", r"日元|日圆|円|\bjpy|\byen\b"),
    ("KRW", r"₩|韩元|韩币|\bkrw"),
    ("INR", r"₹|卢比|\binr|\brs\.?(?=\s?\d)"),
    ("CHF", r"瑞郎|瑞士法郎|\bchf|chf\b"),
    ("MYR", r"\brm(?=\s?\d)|\bmyr"),
    ("CNY", r"¥|元|人民币|块|\brmb|rmb\b|\bcny|cny\b"),
)
_CURRENCY_PATTERNS = tuple((code, re.compile(pattern)) for code, pattern in _CURRENCIES)

CURRENCY = (
    r"hk\$|nt\$|nz\$|us\$|ca?\$|au?\$|s\$|r\$|[$£€₹₩¥]|美元|美金|英镑|欧元|港币|港元|日元|新台币|台币|新元|加元|澳元"
    r"|usd|gbp|eur|hkd|sgd|aud|cad|jpy|inr|cny|rmb|chf|人民币"
)
"""A currency's sign or name where it stands at a figure of a range."""

_SLASH = r"[/每一]\s?(?:1|一|个|per\s)?\s?"
PERIOD = re.compile(
    "|".join(
        f"(?P<{name}>{pattern})"
        for name, pattern in (
            (
                "HOUR",
                rf"{_SLASH}(?:小时|h(?:ou)?rs?\b|h\b|时)|时薪|小时工资|\b(?:per|an|a)\s?hour|\bhourly|\bp\.?h\b\.?|"
                r"元小时|块小时",
            ),
            ("DAY", rf"{_SLASH}(?:天|日|days?\b|d\b)|日薪|日结|\b(?:per|a) day|\bdaily"),
            ("WEEK", rf"{_SLASH}(?:周|星期|weeks?\b|wk\b)|周薪|周结|\b(?:per|a) week|\bweekly|\bp\.?w\b\.?"),
            ("PIECE", rf"{_SLASH}(?:次|单|件|课时|节|篇|千字|场|套|平)|计件"),
            (
                "YEAR",
                rf"{_SLASH}(?:年|years?\b|yrs?\b|y\b|annum|annually|annual\b|an\b|a\b)|年薪|年包|年收入|"
                r"\b(?:per|a) (?:year|annum)|\bannual|\byearly|\bp\.?a\b\.?|(?<=[万元])年|\blpa\b|"
                r"\bpro jahr|\bpar an\b",
            ),
            (
                "MONTH",
                rf"{_SLASH}(?:月|months?\b|mth\b|mo\b|m\b)|月薪|月收入|月入|底薪|\b(?:per|a) month|\bmonthly|"
                r"\bp\.?c?\.?m\b\.?|(?<=[万元千])月|元月",
            ),
        )
    )
)

MONTHS = re.compile(
    r"[·・*x×,/+\s]{0,3}(?<!\d)(?P<months>(?:1[2-9]|2[0-4])(?:\.5)?)(?:\s?[-~至]\s?\d\d(?:\.5)?)?\s?"
    r"(?:薪(?!水|资)|个月(?:工资|薪)|months?\b)"
)
"""How many monthly salaries a year brings; of `13-16薪` the less."""

NEGOTIABLE = re.compile(
    r"面议|面談|面谈|面洽|可谈|协商|待定|保密|薪资open|不限|negotiable|competitive|\bdoe\b|"
    r"depend(?:s|ing) on|\btb[cd]\b|commensurate|market rate"
)
LEAST_ONLY = re.compile(
    r"\s?(?:元|块|rmb|cny|usd)?\s?(?:/?[月年天日])?\s?(?:以上|起|及以上|\+|or more|and up|plus\b|minimum)"
    r"|(?:不低于|至少|最低|高于|from|min(?:imum)?\.?|at least|over|>=?|starting at)\s?[:]?\s?\S{0,3}\s?$"
)
MOST_ONLY = re.compile(
    r"\s?(?:元|块|rmb|cny|usd)?\s?(?:/?[月年天日])?\s?(?:以下|以内|及以下|封顶|or less|maximum|max\b)"
    r"|(?:不超过|至多|最高|最多|低于|up to|max(?:imum)?\.?|at most|under|below|<=?)\s?[:]?\s?\S{0,3}\s?$"
)

_NUMERAL = re.compile(r"[一二两三四五六七八九十百千万]{2,10}半?")
_DIGITS = dict(zip("一二两三四五六七八九", (1, 2, 2, 3, 4, 5, 6, 7, 8, 9), strict=True))
_UNITS = {"十": 10, "百": 100, "千": 1_000}


def currency_of(plain: str) -> str | None:
    """Return the ISO 4217 code of the currency that a text names, or None."""
    return next((code for code, pattern in _CURRENCY_PATTERNS if pattern.search(plain)), None)


def chinese_figures(plain: str) -> str:
    """Write figures that are spelt out, like `八千到一万五`, in digits; a text with digits stays as it is."""
    if any(character.isdigit() and character.isascii() for character in plain):
        return plain
    return _NUMERAL.sub(lambda found: str(_value(found[0])), plain)


def _value(numeral: str) -> int:
    total, section, digit, unit = 0, 0, 0, 1
    for character in numeral:
        if character in _DIGITS:
            digit = _DIGITS[character]
        elif character == "半":
            section += unit // 2
        elif character == "万":
            total, section, digit, unit = (total + section + digit or 1) * 10_000, 0, 0, 10_000
        else:
            unit = _UNITS[character]
            section, digit = section + (digit or 1) * unit, 0
    # A digit after a unit counts tenths of it: `一万五` is 15,000.
    return total + section + digit * max(1, unit // 10 if unit > 10 else 1)

"""The pay of a position as data."""

from __future__ import annotations

from typing import Any

import strawberry

from domain.vocabulary.pay import Pay, PayPeriod
from graphql_schema.reading import Record, value
from graphql_schema.sources.positions import PositionColumn
from graphql_schema.types.enums import describe

describe(
    PayPeriod,
    "This says what an amount of pay is paid for.",
    HOUR="The amount is paid an hour.",
    DAY="The amount is paid a day.",
    WEEK="The amount is paid a week.",
    MONTH="The amount is paid a month.",
    YEAR="The amount is paid a year.",
    PIECE="The amount is paid for a piece of work, such as a lesson or a delivery.",
)


@strawberry.type(description="This is what a position pays, as data.")
class PositionPay:
    """The pay of a position in its own currency and period, for a client that sorts or converts it."""

    low: float | None = value(
        PositionColumn.PAY_LOW,
        description="This is the lower end of the range. It is null where the range is open below.",
    )
    high: float | None = value(
        PositionColumn.PAY_HIGH,
        description="This is the upper end of the range. It is null where the range is open above, and "
        "the same as `low` where one amount is told.",
    )
    currency: str = value(
        PositionColumn.PAY_CURRENCY,
        description="The amounts are in this currency, an ISO 4217 code. It is `CNY` where a posting "
        "names none.",
    )
    period: PayPeriod = value(
        PositionColumn.PAY_PERIOD,
        description="The amounts are paid for this. Where a posting does not say so, it is what such an "
        "amount is usually paid for.",
    )
    months_per_year: float | None = value(
        PositionColumn.PAY_MONTHS,
        description="A year brings this many monthly salaries, like 14 for `14薪`. It is null where the "
        "posting does not say so.",
    )


def pay_of(pay: Pay | None) -> Any:
    """Return what the fields of `PositionPay` read of pay that stands in no row; None without an amount."""
    if pay is None or not pay.is_told:
        return None
    values = {
        PositionColumn.PAY_LOW: pay.low,
        PositionColumn.PAY_HIGH: pay.high,
        PositionColumn.PAY_CURRENCY: pay.currency,
        PositionColumn.PAY_PERIOD: pay.period,
        PositionColumn.PAY_MONTHS: pay.months,
    }
    return Record("PositionPay", values.__getitem__)

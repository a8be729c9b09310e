from __future__ import annotations

import pytest

from domain.errors import NotFound
from domain.positions.ports import PositionPlace
from domain.rows import Row
from graphql_schema.ids import PositionRequest
from graphql_schema.loading import Loaded, Wanted
from graphql_schema.sources.positions import OnePosition, PositionColumn
from tests.graphql_schema.house import House

pytestmark = pytest.mark.anyio

FIRST = PositionRequest(PositionPlace("bundled", "position-0"))


@pytest.mark.parametrize(
    ("columns", "row"),
    [
        ((), ()),
        ((PositionColumn.TITLE_ZH,), ("职位0",)),
        ((PositionColumn.KEY, PositionColumn.SALARY_MIN), ("bundled:position-0", None)),
    ],
)
async def test_a_row_has_the_columns_asked_for(
    house: House, columns: tuple[PositionColumn, ...], row: Row
) -> None:
    assert await OnePosition().load(house.context(None), Wanted(FIRST, columns, (), False)) == Loaded([row])


async def test_a_position_that_is_not_there_is_not_found(house: House) -> None:
    nowhere = PositionRequest(PositionPlace("bundled", "nowhere"))
    with pytest.raises(NotFound):
        await OnePosition().load(house.context(None), Wanted(nowhere, (), (), False))

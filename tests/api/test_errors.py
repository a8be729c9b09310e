from __future__ import annotations

from collections.abc import Iterator

import orjson
import pytest
from starlette.requests import Request

from api.errors import STATUS, domain_error
from domain import errors
from domain.errors import AnalysisNotFound, DomainError


def every_error(kind: type[DomainError] = DomainError) -> Iterator[type[DomainError]]:
    yield kind
    for child in kind.__subclasses__():
        yield from every_error(child)


def test_every_error_has_a_status() -> None:
    assert set(STATUS) == set(every_error())


def test_every_error_is_drawn_in_the_docstring() -> None:
    assert errors.__doc__ is not None
    for kind in every_error():
        assert kind.__name__ in errors.__doc__


@pytest.mark.anyio
async def test_a_pending_analysis_tells_when_to_ask_again() -> None:
    request: Request = Request({"type": "http"})
    pending = await domain_error(request, AnalysisNotFound(pending=True))
    assert (pending.status_code, orjson.loads(pending.body)) == (404, {"error": "分析结果不存在"})
    assert pending.headers["retry-after"] == "2"
    final = await domain_error(request, AnalysisNotFound())
    assert "retry-after" not in final.headers


@pytest.mark.anyio
@pytest.mark.parametrize(
    ("refusal", "status"), [(errors.Unavailable(), 503), (errors.StorageFull(), 507)], ids=["503", "507"]
)
async def test_what_cannot_be_kept_now_tells_when_to_try_again(
    refusal: errors.Unavailable, status: int
) -> None:
    answer = await domain_error(Request({"type": "http"}), refusal)
    assert (answer.status_code, orjson.loads(answer.body)) == (status, {"error": refusal.message})
    assert answer.headers["retry-after"] == str(refusal.retry_after_seconds)

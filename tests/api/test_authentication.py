from __future__ import annotations

import pytest

from api.authentication import bearer_token
from domain.errors import Unauthenticated


@pytest.mark.parametrize("header", ["Bearer abc", "bearer abc", "BEARER  abc "])
def test_a_bearer_token_is_taken_out_of_its_header(header: str) -> None:
    assert bearer_token(header) == "abc"


def test_who_sends_no_header_has_no_token() -> None:
    assert bearer_token(None) is None


@pytest.mark.parametrize("header", ["", "abc", "Bearer", "Bearer ", "Basic abc"])
def test_a_header_that_holds_no_token_is_refused(header: str) -> None:
    with pytest.raises(Unauthenticated):
        bearer_token(header)

from __future__ import annotations

from collections.abc import Callable

import httpx
import pytest

from tools.audit.abuse import CHECKS, Target
from tools.audit.outcomes import Skipped, judge
from tools.audit.resting import weaknesses


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.__name__)
def test_a_server_that_answers_anything_holds_against_no_abuse(check: Callable[[Target], bool]) -> None:
    def answer(_request: httpx.Request) -> httpx.Response:
        return httpx.Response(200, json={"data": {}, "extensions": {"tracing": {}}})

    with httpx.Client(base_url="http://server", transport=httpx.MockTransport(answer)) as client:
        assert not check(Target(client))


def test_an_audit_holds_fails_or_is_skipped_with_a_reason() -> None:
    def skipped() -> list[str]:
        raise Skipped("no network")

    told = [str(judge("audit", audit)) for audit in (list[str], lambda: ["a hole"], skipped)]
    assert told == [
        "held     audit (0 s)",
        "FAILED   audit (0 s)\n         a hole",
        "skipped  audit (0 s): no network",
    ]


def test_libraries_of_which_nothing_is_known_are_not_said_to_be_without_weakness() -> None:
    unknown = {"name": "one", "skip_reason": "not found"}
    weak = {"name": "two", "version": "1.0", "vulns": [{"id": "CVE-1"}]}
    assert weaknesses([unknown, weak]) == ["two 1.0: CVE-1"]
    with pytest.raises(Skipped):
        weaknesses([unknown])

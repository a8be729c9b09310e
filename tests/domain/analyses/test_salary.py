from __future__ import annotations

import pytest

from domain.analyses.pair_finding import find_pairs
from domain.analyses.salary import salaries
from domain.analyses.sections import split_sections
from domain.analyses.text import read_text
from tests.domain.analyses.documents import document


def pay_of(text: str) -> list[str]:
    read = read_text(document(text))
    return [str(found.value) for found in salaries(read, find_pairs(read), split_sections(read))]


@pytest.mark.parametrize(
    ("text", "pay"),
    [
        ("期望薪资:8-10K | 烟台", "8-10K"),
        ("期望薪资:面议", "面议"),
        ("求职意向:会计 | 8-10K", "8-10K"),
        ("武小婷\n8-10K", "8-10K"),
        ("求职期望\n海员、水手\n烟台\n期望:底薪 8K-12K + 提成", "底薪 8K-12K + 提成"),
        ("求职期望\n数学教师\n期望面议(编制)", "面议"),
        ("Objective\nDeckhand\nExpected: RMB 18K-28K + housing allowance", "RMB 18K-28K + housing allowance"),
        ("Ann Holt\nLeeds / £41,000 p.a.", "£41,000 p.a."),
    ],
)
def test_pay_is_read_behind_a_label_beside_the_interest_and_alone(text: str, pay: str) -> None:
    assert pay in pay_of(text)


@pytest.mark.parametrize(
    "text", ["目前薪资:8-10K", "工作经历\n8-10K", "Ann Holt\n£480.00", "求职意向\n期望工作1"]
)
def test_present_pay_pay_of_jobs_and_bare_amounts_are_not_asked_for(text: str) -> None:
    assert pay_of(text) == []

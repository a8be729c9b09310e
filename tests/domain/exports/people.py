"""An invented person for exports."""

from __future__ import annotations

from domain.analyses.facts import Gender
from domain.exports.profile import Employment, Profile, Span, Study
from domain.vocabulary.dates import PartialDate
from domain.vocabulary.languages import Language

PERSON = Profile(
    language=Language.CHINESE,
    name="周敏",
    birth_date=PartialDate(1998, 5),
    gender=Gender.FEMALE,
    city="杭州",
    email="zhoumin@example.com",
    phone="13900001111",
    career_interest="会计",
    highest_degree="本科",
    years_of_experience=3.5,
    expected_salary="8k-10k",
    skills=("Excel", "成本核算"),
    education=(
        Study(
            school="浙江大学",
            degree="本科",
            major="会计学",
            span=Span(start=PartialDate(2016, 9), end=PartialDate(2020, 6)),
        ),
    ),
    experience=(
        Employment(
            company="瑞丰贸易有限公司",
            title="会计",
            span=Span(start=PartialDate(2020, 7), is_current=True),
            tasks=("成本核算", "月结 <b>& more</b>"),
        ),
        Employment(title="实习生"),
    ),
)
NOBODY = Profile(language=Language.ENGLISH)

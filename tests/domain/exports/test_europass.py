from __future__ import annotations

from dataclasses import replace

import pytest
from lxml import etree

from domain.exports.europass import europass, parted
from domain.exports.profile import Profile
from tests.domain.exports.people import NOBODY, PERSON

SPACES = {
    "e": "http://www.europass.eu/1.0",
    "oa": "http://www.openapplications.org/oagis/9",
    "eures": "http://www.europass_eures.eu/1.0",
    "hr": "http://www.hr-xml.org/3",
}


def told(profile: Profile, path: str) -> list[str]:
    found = etree.fromstring(europass(profile)).xpath(path, namespaces=SPACES)
    assert isinstance(found, list)
    return [str(text) for text in found]


def test_a_person_becomes_a_candidate() -> None:
    person = "/e:Candidate/e:CandidatePerson"
    assert told(PERSON, f"{person}/e:PersonName/*/text()") == ["敏", "周"]
    assert told(PERSON, f"{person}/e:Communication/oa:URI/text()") == ["zhoumin@example.com"]
    assert told(PERSON, f"{person}/hr:BirthDate/text()") == ["1998-05"]
    job = "/e:Candidate/e:CandidateProfile/e:EmploymentHistory/e:EmployerHistory"
    assert told(PERSON, f"{job}/hr:OrganizationName/text()") == ["瑞丰贸易有限公司"]
    assert told(PERSON, f"{job}/e:PositionHistory/e:PositionTitle/text()") == ["会计", "实习生"]
    assert told(PERSON, f"{job}//eures:StartDate/hr:FormattedDateTime/text()") == ["2020-07"]
    assert told(PERSON, f"{job}//hr:CurrentIndicator/text()") == ["true"]
    school = "/e:Candidate/e:CandidateProfile/e:EducationHistory/e:EducationOrganizationAttendance"
    assert told(PERSON, f"{school}/hr:OrganizationName/text()") == ["浙江大学"]
    assert told(PERSON, f"{school}//hr:FormattedDateTime/text()") == ["2016-09", "2020-06"]
    assert told(PERSON, f"{school}//hr:DegreeName/text()") == ["本科 会计学"]
    assert told(PERSON, "//e:Others/e:Other/e:Title/text()") == ["Excel", "成本核算"]


def test_tasks_are_a_list_in_which_nothing_is_markup_but_the_list() -> None:
    assert told(PERSON, "//oa:Description/text()") == [
        "<ul><li>成本核算</li><li>月结 &lt;b&gt;&amp; more&lt;/b&gt;</li></ul>"
    ]


def test_nothing_is_made_up_for_what_is_not_stated() -> None:
    assert told(NOBODY, "//e:CandidatePerson/node()") == []
    assert told(NOBODY, "//e:CandidateProfile/*[not(self::hr:ID)]") == []


def test_what_xml_cannot_hold_is_left_out() -> None:
    assert told(replace(PERSON, career_interest="会\x00计\x0b"), "//hr:CandidateObjective/text()") == ["会计"]


@pytest.mark.parametrize(
    ("name", "given", "family"),
    [
        ("周敏", "敏", "周"),
        ("歐陽修", "修", "歐陽"),
        ("Grace Amara Okafor", "Grace Amara", "Okafor"),
        ("Émile Zola", "Émile", "Zola"),
        ("阿不都热依木", "阿不都热依木", ""),
        ("Sukarno", "Sukarno", ""),
    ],
)
def test_names_are_parted_where_their_print_tells(name: str, given: str, family: str) -> None:
    assert parted(name) == (given, family)

"""What was read from a resume: its entries and the evidence, the same compiled or not."""

from __future__ import annotations

import pytest
from sqlalchemy import text as sql

from domain.viewers import Viewer
from tests.graphql_schema.house import House

pytestmark = pytest.mark.anyio

EVIDENCE = "field index page box { left top right bottom } text confidence"
QUERY = f"""
query ($id: ID!) {{ resume(id: $id) {{ analysis {{
  expectedSalary expectedSalaryMin expectedSalaryMax expectedSalaryCurrency
  education {{ school degree major start end isCurrent evidence {{ {EVIDENCE} }} }}
  experience {{ company title start end isCurrent summary evidence {{ {EVIDENCE} }} }}
  evidence {{ {EVIDENCE} __typename }}
}} }} }}
"""
BOX = {"left": 56.5, "top": 120.0, "right": 310.2, "bottom": 132.4}


@pytest.fixture
def anna(house: House) -> Viewer:
    """A user with an analysed resume, whose id is 1."""
    viewer = house.user("anna")
    house.resume(viewer)
    return viewer


async def test_an_analysis_has_entries_and_evidence(house: House, anna: Viewer) -> None:
    answer = await house.ask(QUERY, anna, id="1")
    assert answer.compiled
    analysis = answer.data["resume"]["analysis"]
    assert (analysis["expectedSalary"], analysis["expectedSalaryMin"], analysis["expectedSalaryMax"]) == (
        "8k-10k",
        8000,
        10000,
    )
    assert analysis["expectedSalaryCurrency"] == "CNY"
    assert analysis["education"] == [
        {
            "school": "浙江大学",
            "degree": "本科",
            "major": "会计学",
            "start": "2016-09",
            "end": "2020-06",
            "isCurrent": False,
            "evidence": {
                "field": "EDUCATION",
                "index": 0,
                "page": 2,
                "box": BOX,
                "text": "浙江大学 会计学 2016.09-2020.06",
                "confidence": 0.93,
            },
        }
    ]
    jobs = [
        (job["company"], job["title"], job["isCurrent"], job["evidence"]["box"])
        for job in analysis["experience"]
    ]
    assert jobs == [("瑞丰贸易有限公司", "会计", True, BOX), (None, "实习生", False, None)]
    assert [(item["field"], item["index"], item["__typename"]) for item in analysis["evidence"]] == [
        ("NAME", None, "Evidence"),
        ("EMAIL", None, "Evidence"),
        ("SKILLS", 1, "Evidence"),
    ]
    assert [item["confidence"] for item in analysis["evidence"]] == [0.93, 0.3, 0.93]


async def test_entries_are_told_in_lists_under_aliases_and_fragments(house: House, anna: Viewer) -> None:
    answer = await house.ask(
        """
        query ($short: Boolean!) { me { resumes(first: 5) { edges { node { analysis {
          jobs: experience { firm: company ...Since evidence { box { right left } box { top } } }
          experience { title summary @skip(if: $short) }
        } } } } } }
        fragment Since on ExperienceEntry { start isCurrent }
        """,
        anna,
        short=True,
    )
    assert answer.compiled
    (edge,) = answer.data["me"]["resumes"]["edges"]
    assert edge["node"]["analysis"] == {
        "jobs": [
            {
                "firm": "瑞丰贸易有限公司",
                "start": "2020-07",
                "isCurrent": True,
                "evidence": {"box": {"right": 310.2, "left": 56.5, "top": 120.0}},
            },
            {"firm": None, "start": None, "isCurrent": False, "evidence": {"box": None}},
        ],
        "experience": [{"title": "会计"}, {"title": "实习生"}],
    }


async def test_the_evidence_of_others_is_forbidden(house: House, anna: Viewer) -> None:
    answer = await house.ask(QUERY, house.user("ben"), id="1")
    assert answer.data == {"resume": None}
    assert [error["extensions"]["code"] for error in answer.errors] == ["FORBIDDEN"]


async def test_an_analysis_of_before_has_empty_lists(house: House, anna: Viewer) -> None:
    with house.engine.begin() as connection:
        connection.execute(
            sql(
                "UPDATE analyses SET education = '[]', experience = '[]', evidence = '[]',"
                " expected_salary_min = NULL"
            )
        )
    analysis = (await house.ask(QUERY, anna, id="1")).data["resume"]["analysis"]
    assert [analysis[name] for name in ("education", "experience", "evidence")] == [[], [], []]
    assert analysis["expectedSalaryMin"] is None


@pytest.mark.parametrize(
    ("asked", "read"),
    [
        ("skills", set()),
        ("evidence { page }", {"evidence"}),
        ("education { end }", {"education"}),
        ("warnings { page }", {"warnings"}),
    ],
)
async def test_the_long_columns_are_read_where_they_are_asked_for(
    house: House, anna: Viewer, asked: str, read: set[str]
) -> None:
    text = f"{{ me {{ resumes {{ edges {{ node {{ analysis {{ {asked} }} }} }} }} }} }}"
    with house.statements() as run:
        await house.run(house.compiling, text, anna, {})
    statement = " ".join(run)
    long = ("education", "experience", "evidence", "warnings")
    assert {name for name in long if name in statement} == read


WARNINGS = "warnings { kind message page box { left top right bottom } text }"


async def test_an_analysis_warns_of_what_nobody_sees(house: House, anna: Viewer) -> None:
    answer = await house.ask(f'{{ resume(id: "1") {{ analysis {{ {WARNINGS} }} }} }}', anna)

    assert answer.compiled
    assert answer.data["resume"]["analysis"]["warnings"] == [
        {
            "kind": "HIDDEN_BY_COLOUR",
            "message": "简历中有看不见的文字：颜色与背景相同，或被遮住。这些文字未计入分析和匹配。",
            "page": 2,
            "box": {"left": 56.5, "top": 700.0, "right": 310.2, "bottom": 712.4},
            "text": "总会计师 CPA",
        },
        {
            "kind": "HIDDEN_BY_MARKUP",
            "message": "简历中有看不见的文字：被设为隐藏或不显示。这些文字未计入分析和匹配。",
            "page": 1,
            "box": None,
            "text": "审计总监",
        },
    ]


async def test_the_warnings_of_others_are_forbidden(house: House, anna: Viewer) -> None:
    answer = await house.ask(f'{{ resume(id: "1") {{ analysis {{ {WARNINGS} }} }} }}', house.user("ben"))

    assert answer.data == {"resume": None}
    assert [error["extensions"]["code"] for error in answer.errors] == ["FORBIDDEN"]


async def test_the_warnings_of_many_resumes_take_no_more_statements(house: House, anna: Viewer) -> None:
    text = f"{{ me {{ resumes(first: 20) {{ edges {{ node {{ analysis {{ {WARNINGS} }} }} }} }} }} }}"
    with house.statements() as of_one:
        await house.ask(text, anna)
    for _ in range(4):
        house.resume(anna)
    with house.statements() as of_five:
        answer = await house.ask(text, anna)

    assert len(answer.data["me"]["resumes"]["edges"]) == 5
    assert len(of_five) == len(of_one)


async def test_every_field_of_an_analysis_is_compiled(house: House, anna: Viewer) -> None:
    await house.ask(QUERY, anna, id="1")
    assert house.compiling.counters == {"compiled": 1}

from __future__ import annotations

from pathlib import Path

import pytest
from graphql import (
    GraphQLObjectType,
    GraphQLUnionType,
    is_introspection_type,
    is_specified_scalar_type,
)

from domain.resumes.models import ResumeState
from domain.viewers import Role
from graphql_schema.reading import Relation, Value, reads_of
from graphql_schema.schema import schema
from tests.graphql_schema.house import House

pytestmark = pytest.mark.anyio

TYPES = [
    graphql_type
    for graphql_type in schema._schema.type_map.values()
    if not is_introspection_type(graphql_type) and not is_specified_scalar_type(graphql_type)
]

DASHBOARD = """
{ me { username resumes(first: 50) { totalCount pageInfo { hasNextPage endCursor } edges { node {
  id databaseId status uploadTime
  analysis { basicInfo { name age contact { email phone } } careerInterest }
  matches(first: 5) { position salaryRange matchScore analysis } } } } } }
"""


def test_the_exported_schema_is_up_to_date() -> None:
    exported = Path(__file__).parents[2] / "schema.graphql"
    assert schema.as_str().rstrip() + "\n" == exported.read_text(encoding="utf-8")


def test_every_field_that_a_query_reaches_tells_what_it_reads() -> None:
    outcomes = {"Query", "Mutation", "Subscription"}
    # Rows and columns of an import, and the files of an upload, are parts of an outcome, made with it.
    outcomes |= {"RejectedRow", "ImportedColumn", "ImportedRow", "FileVerdict", "ResumesProgress"}
    for graphql_type in TYPES:
        if isinstance(graphql_type, GraphQLUnionType):
            outcomes |= {member.name for member in graphql_type.types}
        if graphql_type.name.endswith("Payload"):
            outcomes.add(graphql_type.name)
    silent = [
        f"{graphql_type.name}.{name}"
        for graphql_type in TYPES
        if isinstance(graphql_type, GraphQLObjectType) and graphql_type.name not in outcomes
        for name, field in graphql_type.fields.items()
        if reads_of(field) is None
    ]
    assert silent == []


def test_every_query_is_a_relation_and_every_id_a_value() -> None:
    query = schema._schema.query_type
    assert query is not None
    assert all(isinstance(reads_of(field), Relation) for field in query.fields.values())
    resume = schema._schema.type_map["Resume"]
    assert isinstance(resume, GraphQLObjectType)
    assert isinstance(reads_of(resume.fields["id"]), Value)


async def test_the_dashboard_gives_what_the_rest_document_calls_the_same(house: House) -> None:
    anna = house.user("anna")
    house.resume(anna)
    house.resume(anna, state=ResumeState.UPLOADED)
    answer = await house.ask(DASHBOARD, anna)
    assert answer.compiled
    page = answer.data["me"]["resumes"]
    assert page["totalCount"] == 2
    assert page["pageInfo"]["hasNextPage"] is False
    first, second = (edge["node"] for edge in page["edges"])
    assert first["status"] == "分析完成"
    assert first["uploadTime"] == "2026-11-22T09:30:00.123456+00:00"
    assert first["analysis"] == {
        "basicInfo": {
            "name": "周敏",
            "age": 28,
            "contact": {"email": "zhoumin@example.com", "phone": "13900001111"},
        },
        "careerInterest": "会计",
    }
    assert first["matches"][0] == {
        "position": "职位0",
        "salaryRange": "8k-12k/月",
        "matchScore": "90%",
        "analysis": "理由0",
    }
    assert second | {"id": "", "uploadTime": ""} == {
        "id": "",
        "databaseId": second["databaseId"],
        "status": "上传成功",
        "uploadTime": "",
        "analysis": None,
        "matches": [],
    }


async def test_all_the_facts_of_an_analysis_can_be_read(house: House) -> None:
    anna = house.user("anna", Role.ADMIN)
    answer = await house.ask(
        """query ($id: ID!) { resume(id: $id) {
          state fileName mediaType sizeBytes pageCount failure { code } owner { username email createdAt }
          analysis { basicInfo { gender birthDate city } highestDegree yearsOfExperience expectedSalary
            schools companies titles skills } matches { score } } }""",
        anna,
        id=str(house.resume(anna)),
    )
    assert answer.errors == []
    assert answer.data["resume"] == {
        "state": "ANALYSED",
        "fileName": "简历.pdf",
        "mediaType": "application/pdf",
        "sizeBytes": 1234,
        "pageCount": 2,
        "failure": None,
        "owner": {
            "username": "anna",
            "email": "anna@example.com",
            "createdAt": "2026-11-22T09:30:00.123456+00:00",
        },
        "analysis": {
            "basicInfo": {"gender": "FEMALE", "birthDate": "1998-05", "city": "杭州"},
            "highestDegree": "本科",
            "yearsOfExperience": 3.5,
            "expectedSalary": "8k-10k",
            "schools": ["浙江大学"],
            "companies": ["瑞丰贸易有限公司"],
            "titles": ["会计"],
            "skills": ["Excel", "成本核算"],
        },
        "matches": [{"score": 0.9}, {"score": 0.8}, {"score": 0.7}],
    }


async def test_a_failed_resume_tells_why(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna, state=ResumeState.FAILED)
    answer = await house.ask(
        "query ($id: ID!) { resume(id: $id) { status failure { code message } analysis { skills } } }",
        anna,
        id=str(resume_id),
    )
    assert answer.data["resume"] == {
        "status": "分析失败",
        "failure": {"code": "NO_TEXT", "message": "文件中没有可读取的文字，可能是扫描件或图片"},
        "analysis": None,
    }


async def test_results_are_hidden_while_a_resume_is_analysed_anew(house: House) -> None:
    anna = house.user("anna")
    resume_id = house.resume(anna)
    await house.resumes.reanalyze_resume(anna, resume_id)
    answer = await house.ask(
        "{ me { resumes { edges { node { state analysis { skills } matches { score } } } } } }", anna
    )
    node = answer.data["me"]["resumes"]["edges"][0]["node"]
    assert node == {"state": "UPLOADED", "analysis": None, "matches": []}

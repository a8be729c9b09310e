"""The function that is written of a selection: what it reads, and what it makes of given rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Any

import orjson
import pytest
from graphql import GraphQLObjectType, OperationDefinitionNode, get_named_type, parse
from graphql.execution.collect_fields import collect_fields
from graphql.execution.values import VariableValues

from domain.analyses.columns import AnalysisColumn
from domain.matches.columns import MatchColumn, MatchListColumn
from domain.resumes.columns import ResumeColumn
from domain.rows import JsonField, Row
from domain.users.columns import UserColumn
from graphql_schema.compiler import writing
from graphql_schema.compiler.program import Program, Request, Uncovered
from graphql_schema.compiler.writing import Selections, Writer, fragments_of
from graphql_schema.loading import Loaded
from graphql_schema.pages import LoadedPage, page_request
from graphql_schema.reading import Relation, reads_of
from graphql_schema.schema import schema
from graphql_schema.types.resumes.types import ResumeOrder

SCHEMA, CONVERTER = schema._schema, schema.schema_converter
BY_ID = page_request(
    first=2, after=None, last=None, before=None, order=ResumeOrder.ID_ASC.value, conditions=None
)


def program_of(query: str) -> Program:
    """Return the program of the only root field of a query without variables."""
    definitions = parse(query).definitions
    (operation,) = (node for node in definitions if isinstance(node, OperationDefinitionNode))
    fragments, values, root = fragments_of(definitions), VariableValues({}, {}), SCHEMA.query_type
    assert root is not None
    (details,) = collect_fields(SCHEMA, fragments, values, root, operation).grouped_field_set.values()
    field = root.fields[details[0].node.name.value]
    relation, of = reads_of(field), get_named_type(field.type)
    assert isinstance(relation, Relation)
    assert isinstance(of, GraphQLObjectType)
    requests = [Request(field, details[0].node, CONVERTER)]
    writer = Writer(Selections(SCHEMA, operation, fragments, values), requests, CONVERTER)
    return writer.program(relation, 0, of, details, nullable=True)


def built(program: Program, *rows: list[Row], today: date | None = None, requests: Sequence[Any] = ()) -> Any:
    """Return what the function makes of the rows of each load."""
    return program.build([Loaded(each) for each in rows], today, requests, {})


def resume(selection: str) -> Program:
    return program_of(f'{{ resume(id: "1") {{ {selection} }} }}')


def test_values_stand_in_the_order_asked_for_under_the_names_asked_for() -> None:
    program = program_of("{ me { b: username ...Rest a: role } } fragment Rest on User { databaseId }")
    (load,) = program.loads
    assert load.frozen == (UserColumn.USERNAME, UserColumn.ID, UserColumn.ROLE)
    assert list(built(program, [("anna", 7, "admin")]).items()) == [
        ("b", "anna"),
        ("databaseId", 7),
        ("a", "admin"),
    ]


def test_a_column_that_several_fields_are_made_of_is_read_once() -> None:
    program = resume("state status again: state")
    assert program.loads[0].frozen == (ResumeColumn.STATE,)
    assert built(program, [("analysed",)]) == {"state": "ANALYSED", "status": "分析完成", "again": "ANALYSED"}


def test_the_name_of_a_type_is_known_without_a_column() -> None:
    program = program_of("{ me { __typename } }")
    assert program.loads[0].frozen == ()
    assert built(program, [()]) == {"__typename": "User"}


def test_an_object_is_null_where_its_column_is_null() -> None:
    program = resume("failure { code message }")
    assert built(program, [(None,)]) == {"failure": None}
    assert built(program, [("NO_TEXT",)])["failure"]["code"] == "NO_TEXT"


def test_a_value_that_may_be_null_is_null_without_being_computed() -> None:
    program = resume("analysis { highestDegreeLevel }")
    assert program.loads[0].frozen == (AnalysisColumn("highest_degree_level"), AnalysisColumn.RESUME_ID)
    assert built(program, [(None, 1)]) == {"analysis": {"highestDegreeLevel": None}}
    assert built(program, [(3, 1)]) == {"analysis": {"highestDegreeLevel": "BACHELOR"}}


def test_the_present_day_is_asked_for_only_by_what_depends_on_it() -> None:
    age = resume("analysis { basicInfo { age } }")
    assert age.needs_today
    row: Row = (None, "1998-05-17", 1)
    assert built(age, [row], today=date(2026, 5, 16)) == {"analysis": {"basicInfo": {"age": 27}}}
    assert built(age, [row], today=date(2026, 5, 17)) == {"analysis": {"basicInfo": {"age": 28}}}
    assert not resume("analysis { basicInfo { birthDate } }").needs_today


def test_objects_in_a_json_array_are_made_of_its_keys() -> None:
    program = resume("analysis { evidence { text box { left } } }")
    found = [{"text": "会计", "box": {"left": 5.5}}, {"text": "杭州", "box": None}]
    assert built(program, [(orjson.dumps(found), 1)]) == {
        "analysis": {"evidence": [{"text": "会计", "box": {"left": 5.5}}, {"text": "杭州", "box": None}]}
    }


def test_a_list_of_columns_that_the_database_can_print_comes_from_it_as_json() -> None:
    program = resume("databaseId matches { at: position score: matchScore }")
    assert program.loads[1].json == (
        JsonField("at", MatchColumn.POSITION),
        JsonField("score", MatchColumn.SCORE_TEXT),
    )
    with_some = built(program, [(1, 10)], [(10, '[{"at":"会计"}]')])
    assert orjson.loads(orjson.dumps(with_some)) == {"databaseId": 1, "matches": [{"at": "会计"}]}
    assert orjson.dumps(built(program, [(1, 10)], [])) == b'{"databaseId":1,"matches":[]}'


@pytest.mark.parametrize(
    ("first", "expected"), [(0, b"[]"), (1, b"[1]"), (2, b"[1,22]"), (3, b"[1,22,3]"), (9, b"[1,22,3]")]
)
def test_a_list_that_stands_with_its_parent_is_cut_and_not_loaded(first: int, expected: bytes) -> None:
    program = resume("matches { position salaryRange matchScore analysis }")
    (load,) = program.loads
    assert load.frozen == (MatchListColumn.ENDS, MatchListColumn.LISTED)
    kept: Row = ("000000020000000500000007", b"[1,22,3]")
    found = built(program, [kept], requests=[None, first])
    assert orjson.dumps(found["matches"]) == expected
    assert built(program, [(None, None)], requests=[None, first]) == {"matches": ()}


def test_a_list_in_another_order_is_not_the_one_that_is_kept() -> None:
    program = resume("matches { salaryRange position matchScore analysis }")
    assert len(program.loads) == 2


def test_rows_of_any_other_list_are_grouped_by_their_parents() -> None:
    program = resume("matches { position matchedSkills }")
    parent, child = program.loads
    assert child.json is None
    assert (child.parent, parent.frozen[child.key]) == (0, ResumeColumn.RESULT_ID)
    rows: list[Row] = [(9, "护士", "[]"), (10, "会计", '["Excel"]'), (10, "出纳", "[]")]
    assert built(program, [(10,)], rows) == {
        "matches": [
            {"position": "会计", "matchedSkills": ["Excel"]},
            {"position": "出纳", "matchedSkills": []},
        ]
    }


def test_a_page_tells_of_itself_and_of_its_rows() -> None:
    program = program_of("{ me { resumes { totalCount edges { cursor node { fileName } } } } }")
    child = program.loads[1]
    assert (child.total, child.frozen) == (True, (ResumeColumn.FILE_NAME,))
    page = LoadedPage([("a.pdf", 3)], request=BY_ID, places=(1, 1), more=False, total=8)
    value = program.build([Loaded([(7,)]), Loaded(page.rows, {7: page})], None, (), {})
    edge = {"cursor": page.cursor(("a.pdf", 3)), "node": {"fileName": "a.pdf"}}
    assert value == {"resumes": {"totalCount": 8, "edges": [edge]}}


def test_how_long_a_list_is_remains_unknown_where_nobody_asks() -> None:
    assert not program_of("{ me { resumes { pageInfo { hasNextPage endCursor } } } }").loads[1].total


def test_a_selection_of_too_many_fields_is_left_to_the_engine(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(writing, "MOST_FIELDS", 3)
    program_of("{ me { a: id b: id c: id } }")
    with pytest.raises(Uncovered):
        program_of("{ me { a: id b: id c: id d: id } }")


def test_the_function_holds_nothing_of_the_client_but_names(monkeypatch: pytest.MonkeyPatch) -> None:
    written: list[str] = []

    def compiling(source: str, name: str, mode: str) -> Any:
        written.append(source)
        return compile(source, name, mode)

    monkeypatch.setattr(writing, "compile", compiling, raising=False)
    program_of('{ __import__: me { resumes(after: "WyJpZCIsMV0=") { totalCount } } }')
    (source,) = written
    assert "totalCount" in source
    assert "WyJpZCIsMV0=" not in source


@pytest.mark.parametrize("name", ["matches", "duplicates"])
def test_a_list_of_which_nothing_is_selected_comes_as_rows(name: str) -> None:
    program = resume(f"{name} {{ }}")
    assert program.loads[1].json is None
    assert built(program, [(7,)], [(7,), (7,)]) == {name: [{}, {}]}

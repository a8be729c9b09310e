"""A blind operation shows nothing by which a person is known, or told to be of an age or a gender."""

from __future__ import annotations

from base64 import b64decode

import pytest
from graphql import (
    GraphQLObjectType,
    OperationDefinitionNode,
    get_named_type,
    is_introspection_type,
    is_leaf_type,
    parse,
)
from sqlalchemy import Engine

from domain.exports.forms import ExportFormat
from domain.viewers import Role
from graphql_schema.admission.preparing import prepared_document
from graphql_schema.blind import hidden_of
from graphql_schema.reading import reads_of
from tests.domain.documents.test_archives import zipped
from tests.factories import new_analysis as an_analysis
from tests.factories import restated
from tests.graphql_schema.everything import SCHEMA, Asked, document, roots
from tests.graphql_schema.house import House, answer, upload
from tests.graphql_schema.telling import AGE, TELLING, World, found_in, told_to
from tests.graphql_schema.test_search import Library

pytestmark = pytest.mark.anyio


def blindly(text: str) -> str:
    """Return a document's operation with the directive."""
    head, brace, rest = text.partition(" { ")
    return f"{head} @blind{brace}{rest}"


@pytest.mark.parametrize("who", ["owner", "root"])
@pytest.mark.parametrize("asked", list(roots()), ids=str)
async def test_no_field_of_the_schema_tells_who_somebody_is_where_the_operation_is_blind(
    sqlite_engine: Engine, asked: Asked, who: str
) -> None:
    world = await World(sqlite_engine).corrected()
    viewer = world.owner if who == "owner" else world.root
    text, _ = document(asked)
    assert found_in(await told_to(world, viewer, asked, blindly(text))) == []


def test_every_text_that_a_mutation_makes_is_hidden_or_known_to_be_about_nobody() -> None:
    """What is read from rows is filled with something telling above; a text made elsewhere might not be."""
    fields = {
        f"{found.name}.{name}": field
        for found in SCHEMA.type_map.values()
        if isinstance(found, GraphQLObjectType) and not is_introspection_type(found)
        for name, field in found.fields.items()
    }
    texts = {
        path
        for path, field in fields.items()
        if reads_of(field) is None
        and is_leaf_type(leaf := get_named_type(field.type))
        and leaf.name == "String"
        and hidden_of(field) is None
    }
    of_positions = {
        path for path in texts if path.startswith(("Import", "RejectedRow.", "NoTitleColumnError."))
    }
    refusals = {path for path in texts if path.endswith("Error.message")}
    secrets = {
        *("LoginSuccess.accessToken", "ChangePasswordSuccess.accessToken"),
        *("SaveWebhookSuccess.secret", "KeepPositionsFileSuccess.keptFile"),
    }
    assert texts - of_positions - refusals - secrets == set()


async def test_a_blind_upload_does_not_repeat_the_names_of_files(house: House) -> None:
    archive = zipped((f"{TELLING['name']}/{TELLING['file']}", "姓名：张三".encode()), ("b.bin", bytes(9)))
    text = """mutation Blind($files: [Upload!]!) @blind { uploadResumes(files: $files) { storedCount
      verdicts { fileName archive outcome { ... on UploadResumeSuccess { resume { fileName } }
        ... on FileRejectedError { message } } } } }"""
    files = [upload(archive.getvalue(), TELLING["file"]), upload(b"", TELLING["file"])]
    found = await house.change(text, house.user("anna"), files=files)
    assert found.data["uploadResumes"]["storedCount"] == 1
    told = found.data["uploadResumes"]["verdicts"]
    assert [(each["fileName"], each["archive"]) for each in told] == [("***", None)] * 3
    assert found_in(repr(found.data)) == []


async def test_what_is_hidden_would_be_told_otherwise(sqlite_engine: Engine) -> None:
    """Else the test above would show nothing."""
    world = await World(sqlite_engine).corrected()
    asked = next(each for each in roots() if str(each) == "query resume")
    text = document(asked)[0]
    assert set(found_in(await told_to(world, world.root, asked, text))) >= {
        *("name", "email", "phone", "born", "file", "user", "line", "hidden", "summary", "corrected", "age")
    }


async def test_a_shortlist_is_made_of_what_a_person_can_do(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    house.resume(anna, file_name="anna.pdf")
    found = await house.ask(
        """query @blind { resumes { edges { node { fileName owner { username email }
             matches(first: 1) { position matchScore }
             analysis { skills highestDegree
               basicInfo { name age gender birthDate city contact { email phone } } }
           } } } }""",
        root,
    )
    assert found.compiled
    (edge,) = found.data["resumes"]["edges"]
    node = edge["node"]
    assert node["owner"] == {"username": "***", "email": None}
    assert node["fileName"] == "***"
    assert node["matches"] == [{"position": "职位0", "matchScore": "90%"}]
    assert node["analysis"]["skills"] == ["Excel", "成本核算"]
    assert {**node["analysis"]["basicInfo"], "city": None} == {
        "name": None,
        "age": None,
        "gender": None,
        "birthDate": None,
        "city": None,
        "contact": {"email": None, "phone": None},
    }


@pytest.mark.parametrize(
    "text",
    [
        "query @blind { exportResumes(columns: [SKILLS, NAME]) { rowCount } }",
        "query @blind { exportResumes(columns: [AGE]) { rowCount } }",
        "query @blind { exportResumes(columns: [FILE_NAME]) { rowCount } }",
        "query @blind { exportResumes(columns: [ID], orderBy: FILE_NAME_ASC) { rowCount } }",
        "query @blind { exportResumes(columns: [ID], filter: { minAge: 30 }) { rowCount } }",
        "query @blind { resumes(orderBy: FILE_NAME_ASC) { totalCount } }",
        "query @blind { resumes(filter: { minAge: 30 }) { totalCount } }",
        "query @blind { resumes(filter: { maxAge: 30 }) { totalCount edges { cursor } } }",
        "query @blind { resumeFacets(filter: { minAge: 30 }) { total } }",
        "query @blind { users(orderBy: USERNAME_ASC) { edges { cursor } } }",
    ],
)
async def test_lists_of_and_choosing_by_what_is_hidden_are_refused(house: House, text: str) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    house.resume(anna)
    found = await house.ask(text, root)
    assert found.codes == ["BAD_USER_INPUT"]
    assert "@blind" in found.errors[0]["message"]
    assert "周敏" not in repr(found.data)


async def test_a_search_finds_what_it_does_not_show(engine: Engine) -> None:
    library = Library(House(engine))
    resume_id = library.put("任职市立医院，注册护士", name=TELLING["name"], file_name=TELLING["file"])
    query = """query %s { resumes(filter: { text: "护士" }) { edges { node { databaseId
      passages(text: "护士") { page text parts { text matches } } } } } }"""
    seen = await library.house.ask(query % "Seen", library.root)
    assert "注册护士" in repr(seen.data)
    found = await library.house.ask(query % "@blind", library.root)
    assert found.compiled
    passage = {"page": 1, "text": "***", "parts": []}
    assert found.data["resumes"]["edges"] == [{"node": {"databaseId": resume_id, "passages": [passage]}}]


async def test_the_ages_are_not_counted_where_an_operation_is_blind(house: House) -> None:
    root = house.user("root", Role.ADMIN)
    house.resume(house.user("anna"), analysis=restated(an_analysis(), age=AGE))
    text = "query {} {{ resumeFacets(kinds: [AGE]) {{ facets {{ counts {{ value count }} }} }} }}"
    seen = await house.ask(text.format("Seen"), root)
    assert seen.data["resumeFacets"]["facets"] == [{"counts": [{"value": "35", "count": 1}]}]
    blind = await house.ask(text.format("@blind"), root)
    assert blind.data["resumeFacets"]["facets"] == [{"counts": []}]


async def test_other_operations_of_the_same_document_see_as_before(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    house.resume(anna)
    text = """query Blind @blind { ...r } query Seeing { ...r }
      fragment r on Query { resumes { edges { node { fileName } } } }"""
    document = parse(text)
    operations: dict[str | None, OperationDefinitionNode] = {
        node.name.value: node
        for node in document.definitions
        if isinstance(node, OperationDefinitionNode) and node.name is not None
    }
    both = prepared_document(text, document, operations, {})
    names = []
    for operation in ("Blind", "Seeing", "Blind"):
        for executor in (house.compiling, house.interpreting):
            outcome = await executor.execute(
                both,
                operation_name=operation,
                variables={},
                context=house.context(root),
                allow_mutations=False,
            )
            names.append(answer(outcome).data["resumes"]["edges"][0]["node"]["fileName"])
    assert names == ["***", "***", "简历.pdf", "简历.pdf", "***", "***"]


@pytest.mark.parametrize("form", ExportFormat)
async def test_a_blind_export_does_not_tell_who_it_is(house: House, form: ExportFormat) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    resume_id = house.resume(anna, file_name="周敏.pdf")
    found = await house.ask(
        "query Blind($id: ID!, $form: ExportFormat!) @blind { resume(id: $id) { export(format: $form) "
        "{ fileName base64 } } }",
        root,
        id=str(resume_id),
        form=form.name,
    )
    file = found.data["resume"]["export"]
    assert file["fileName"] == f"resume-{resume_id}{form.suffix}"
    content = b64decode(file["base64"])
    if form.is_text:
        assert "浙江大学" in content.decode()
        assert found_in(content.decode()) == []
        assert not [told for told in ("周敏", "月结", "1998", "zhoumin", "139") if told in content.decode()]


async def test_a_blind_list_has_what_a_person_can_do(house: House) -> None:
    root, anna = house.user("root", Role.ADMIN), house.user("anna")
    resume_id = house.resume(anna)
    found = await house.ask(
        "query @blind { exportResumes(columns: [ID, HIGHEST_DEGREE, SKILLS]) { file { text } } }", root
    )
    lines = found.data["exportResumes"]["file"]["text"].splitlines()
    assert lines[1:] == [f"{resume_id},本科,Excel; 成本核算"]

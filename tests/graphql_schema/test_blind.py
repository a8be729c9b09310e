"""A blind operation shows nothing by which a person is known, or told to be of an age or a gender."""

from __future__ import annotations

from base64 import b64decode
from dataclasses import replace
from typing import Any

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

from domain.analyses.facts import ExperienceEntry
from domain.analyses.fields import EMAIL, NAME, PHONE
from domain.analyses.warnings import WarningKind, new_warning
from domain.exports.forms import ExportFormat
from domain.viewers import Role, Viewer
from domain.vocabulary.languages import Language
from domain.vocabulary.periods import Period
from graphql_schema.admission.preparing import prepared_document
from graphql_schema.blind import hidden_of
from graphql_schema.execution import Outcome
from graphql_schema.reading import reads_of
from tests.domain.documents.test_archives import zipped
from tests.factories import detailed, new_evidence, restated
from tests.factories import new_analysis as an_analysis
from tests.graphql_schema.everything import SCHEMA, Asked, document, roots, values
from tests.graphql_schema.house import House, answer, prepared, resume_gid, upload
from tests.graphql_schema.test_search import Library

pytestmark = pytest.mark.anyio

# Of one person, in all the places where a value may come to light.
TELLING = {
    "name": "欧阳识别",
    "email": "who-is-it@example.com",
    "phone": "13911112222",
    "born": "1989-04-17",
    "file": "telling-file-name.pdf",
    "user": "telling-username",
    "line": "telling line of the page",
    "hidden": "telling hidden words",
    "summary": "telling summary",
    "corrected": "欧阳更正",
}
GENDERS = ('"FEMALE"', '"MALE"', '"female"', '"男"', '"女"')
AGE = 37


class World:
    """A person with a resume that says it all, its double, and an administrator."""

    def __init__(self, engine: Engine) -> None:
        self.house = House(engine)
        self.owner = self.house.user(TELLING["user"])
        self.root = self.house.user("root", Role.ADMIN)
        self.blind = self.house.user("blind", Role.ADMIN, is_blind=True)
        self.resumes = [self._resume(), self._resume(name="欧阳识别乙")]

    def _resume(self, name: str = TELLING["name"]) -> int:
        job = new_evidence(NAME, TELLING["line"], index=0)
        analysis = restated(
            detailed(an_analysis(name)),
            email=TELLING["email"],
            phone=TELLING["phone"],
            birth_date=TELLING["born"],
            age=AGE,
            gender="female",
            experience=[
                ExperienceEntry(title="会计", period=Period(), summary=TELLING["summary"], evidence=job)
            ],
        )
        hidden = new_warning(
            WarningKind.HIDDEN_BY_MARKUP, Language.CHINESE, page=1, box=None, text=TELLING["hidden"]
        )
        analysis = replace(
            analysis,
            evidence=tuple(new_evidence(field, TELLING["line"]) for field in (NAME, EMAIL, PHONE)),
            warnings=(hidden,),
        )
        return self.house.resume(self.owner, analysis=analysis, file_name=TELLING["file"])

    async def corrected(self) -> World:
        """Have the name corrected, so that what was said and read is told."""
        text = (
            """mutation ($input: CorrectAnalysisInput!) { correctAnalysis(input: $input) { __typename } }"""
        )
        given = {"resume": resume_gid(self.resumes[0]), "fields": {"name": TELLING["corrected"]}}
        done = await self.house.change(text, self.owner, input=given)
        assert done.data["correctAnalysis"]["__typename"] == "CorrectAnalysisSuccess", done.data
        return self

    def variables(self, asked: Asked) -> dict[str, Any]:
        """Return values for the field's required arguments."""
        first, second = self.resumes
        return values(asked, owner=self.owner, resume=first, other=second, file_name=TELLING["file"])


def blindly(text: str) -> str:
    """Return a document's operation with the directive."""
    head, brace, rest = text.partition(" { ")
    return f"{head} @blind{brace}{rest}"


def found_in(text: str) -> list[str]:
    told = [name for name, value in TELLING.items() if value in text]
    told += [gender for gender in GENDERS if gender in text]
    return told + (["age"] if f'"age":{AGE}' in text else [])


async def told_to(world: World, who: Viewer, asked: Asked, text: str) -> str:
    given: dict[str, Any] = {
        "operation_name": None,
        "variables": world.variables(asked),
        "context": world.house.context(who),
    }
    house = world.house
    if asked.kind == "subscription":
        begun = await house.compiling.subscribe(prepared(text), **given)
        outcome = begun if isinstance(begun, Outcome) else await anext(begun)
    else:
        outcome = await house.compiling.execute(prepared(text), allow_mutations=True, **given)
        if asked.kind == "query":
            given["context"] = house.context(who)
            other = await house.interpreting.execute(prepared(text), allow_mutations=True, **given)
            assert outcome.data == other.data
            assert outcome.compiled
    return (outcome.data or b"").decode() + repr(answer(outcome).errors)


@pytest.mark.parametrize("who", ["owner", "root"])
@pytest.mark.parametrize("asked", list(roots()), ids=str)
async def test_no_field_of_the_schema_tells_who_somebody_is_where_the_operation_is_blind(
    sqlite_engine: Engine, asked: Asked, who: str
) -> None:
    world = await World(sqlite_engine).corrected()
    viewer = world.owner if who == "owner" else world.root
    text, _ = document(asked)
    assert found_in(await told_to(world, viewer, asked, blindly(text))) == []


@pytest.mark.parametrize("asked", list(roots()), ids=str)
async def test_to_a_blind_administrator_no_operation_tells_who_somebody_is(
    sqlite_engine: Engine, asked: Asked
) -> None:
    world = await World(sqlite_engine).corrected()
    text, _ = document(asked)
    assert found_in(await told_to(world, world.blind, asked, text)) == []


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
    secrets = {"LoginSuccess.accessToken", "ChangePasswordSuccess.accessToken", "SaveWebhookSuccess.secret"}
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


async def test_what_one_operation_sees_is_not_kept_for_a_blind_viewer(house: House) -> None:
    root, blind = house.user("root", Role.ADMIN), house.user("blind", Role.ADMIN, is_blind=True)
    house.resume(house.user("anna"))
    text = "{ resumes { edges { node { fileName analysis { basicInfo { name } } } } } }"
    told = []
    for viewer in (root, blind, root, blind):
        found = await house.ask(text, viewer)
        assert found.compiled
        (edge,) = found.data["resumes"]["edges"]
        told.append((edge["node"]["fileName"], edge["node"]["analysis"]["basicInfo"]["name"]))
    assert told == [("简历.pdf", "周敏"), ("***", None)] * 2


@pytest.mark.parametrize(
    "text",
    [
        'query { resumes(filter: { text: "女" }) { totalCount } }',
        'query { resumeFacets(filter: { text: "女" }) { total } }',
        'query { exportResumes(columns: [ID], filter: { text: "女" }) { rowCount } }',
        'mutation { deleteResumes(input: { filter: { text: "女" } }) { missingCount } }',
        "query { exportResumes(columns: [NAME]) { rowCount } }",
        "query { resumes(filter: { minAge: 30 }) { totalCount } }",
    ],
)
async def test_a_blind_administrator_finds_nobody_by_what_is_hidden(house: House, text: str) -> None:
    blind = house.user("blind", Role.ADMIN, is_blind=True)
    found = await house.change(text, blind)
    assert found.codes == ["BAD_USER_INPUT"]


async def test_an_own_resume_tells_a_blind_administrator_nothing_of_others(house: House) -> None:
    """Whoever knows a telephone could upload a resume with it, and look which other is like it."""
    blind, anna = house.user("blind", Role.ADMIN, is_blind=True), house.user("anna")
    own, others = house.resume(blind), house.resume(anna)
    text = """query ($id: ID!) { resume(id: $id) { duplicates { signs resume { id } }
      passages(text: "会计") { page } } }"""
    for resume_id in (own, others):
        found = await house.ask(text, blind, id=str(resume_id))
        assert found.data["resume"] == {"duplicates": [], "passages": []}
    compared = await house.ask(
        f"{{ compareResumes(older: {own}, newer: {others}) {{ signs differences {{ field }} }} }}", blind
    )
    assert compared.codes == ["FORBIDDEN"]


async def test_a_blind_administrator_changes_nothing_that_is_others(house: House) -> None:
    blind, anna = house.user("blind", Role.ADMIN, is_blind=True), house.user("anna")
    others, own = house.resume(anna), house.resume(blind)
    for name in ("deleteResumes", "reanalyzeResumes"):
        ids = await house.change(
            f"mutation {{ {name}(input: {{ ids: [{others}] }}) {{ missingCount }} }}", blind
        )
        assert ids.codes == ["FORBIDDEN"]
    chosen = await house.change(
        "mutation { deleteResumes(input: { filter: {} }) { deletedResumeIds } }", blind
    )
    assert chosen.data["deleteResumes"] == {"deletedResumeIds": [resume_gid(own)]}


async def test_whoever_logs_in_as_a_blind_administrator_is_shown_nothing_either(house: House) -> None:
    await house.users.create_admin(username="blind", password="correct-horse")
    root = house.user("root", Role.ADMIN)
    viewer = await house.users.authenticate(
        await house.users.login(username="blind", password="correct-horse")
    )
    house.resume(viewer)
    await house.users.set_user_role(root, viewer.id, role=Role.ADMIN, is_blind=True)
    found = await house.change(
        """mutation { login(input: { username: "blind", password: "correct-horse" }) { ... on LoginSuccess {
          user { username blind resumes { edges { node { fileName } } } } } } }"""
    )
    user = found.data["login"]["user"]
    assert (user["username"], user["blind"]) == ("***", True)
    assert user["resumes"]["edges"] == [{"node": {"fileName": "***"}}]

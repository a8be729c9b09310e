"""A person by whom everything tells who it is, and what of it comes to light in an answer."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, NamedTuple

from sqlalchemy import Engine

from domain.analyses.facts import ExperienceEntry
from domain.analyses.fields import EMAIL, NAME, PHONE
from domain.analyses.warnings import WarningKind, new_warning
from domain.viewers import Role, Viewer
from domain.vocabulary.languages import Language
from domain.vocabulary.periods import Period
from graphql_schema.execution import Outcome
from tests.factories import detailed, new_evidence, restated
from tests.factories import new_analysis as an_analysis
from tests.filled import Filled
from tests.graphql_schema.everything import Asked, values
from tests.graphql_schema.house import House, answer, prepared, resume_gid

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


class _Known(NamedTuple):
    """Who there is, and the resumes: the one and its double."""

    owner: Viewer
    root: Viewer
    blind: Viewer
    resumes: tuple[int, int]


_CORRECTED = Filled[_Known]()


class World:
    """A person with a resume that says it all, its double, and an administrator."""

    def __init__(self, engine: Engine) -> None:
        self.house = House(engine)
        self._corrected = _CORRECTED.put(engine)
        known = self._corrected or self._filled()
        self.owner, self.root, self.blind, self.resumes = known

    def _filled(self) -> _Known:
        owner = self.house.user(TELLING["user"])
        root = self.house.user("root", Role.ADMIN)
        blind = self.house.user("blind", Role.ADMIN, is_blind=True)
        return _Known(owner, root, blind, (self._resume(owner), self._resume(owner, name="欧阳识别乙")))

    def _resume(self, owner: Viewer, name: str = TELLING["name"]) -> int:
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
        return self.house.resume(owner, analysis=analysis, file_name=TELLING["file"])

    async def corrected(self) -> World:
        """Have the name corrected, so that what was said and read is told."""
        if self._corrected:
            return self
        text = (
            """mutation ($input: CorrectAnalysisInput!) { correctAnalysis(input: $input) { __typename } }"""
        )
        given = {"resume": resume_gid(self.resumes[0]), "fields": {"name": TELLING["corrected"]}}
        done = await self.house.change(text, self.owner, input=given)
        assert done.data["correctAnalysis"]["__typename"] == "CorrectAnalysisSuccess", done.data
        _CORRECTED.keep(self.house.engine, _Known(self.owner, self.root, self.blind, self.resumes))
        return self

    def variables(self, asked: Asked) -> dict[str, Any]:
        """Return values for the field's required arguments."""
        first, second = self.resumes
        return values(asked, owner=self.owner, resume=first, other=second, file_name=TELLING["file"])


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

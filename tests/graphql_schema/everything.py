"""Every root field of the schema, asked for with everything that hangs on it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from graphql import (
    GraphQLField,
    GraphQLInterfaceType,
    GraphQLObjectType,
    GraphQLUnionType,
    get_named_type,
    is_required_argument,
)

from domain.policies import ForAdmins, Permission
from domain.viewers import Viewer
from graphql_schema.ids import NodeKind, global_id
from graphql_schema.reading import rule_of
from graphql_schema.schema import schema
from tests.graphql_schema.house import resume_gid, upload, user_gid

SCHEMA = schema._schema
ROOTS = {
    kind: root
    for kind, root in (
        ("query", SCHEMA.query_type),
        ("mutation", SCHEMA.mutation_type),
        ("subscription", SCHEMA.subscription_type),
    )
    if root is not None
}
_MOST_OF_A_TYPE = 2
"""How often a type is gone through on one way: a user's resumes' owner, but not the owner's resumes again."""


class Asked(NamedTuple):
    """A root field with its permission; `about` is the type asked for where there are several."""

    kind: str
    name: str
    permission: Permission | None
    about: str | None = None

    @property
    def field(self) -> GraphQLField:
        found: GraphQLField = ROOTS[self.kind].fields[self.name]
        return found

    def __str__(self) -> str:
        return f"{self.kind} {self.name} {self.about or ''}".strip()


def roots() -> Iterator[Asked]:
    """Yield every root field, once for each permission that it names."""
    for kind, root in ROOTS.items():
        for name, field in root.fields.items():
            rule = rule_of(field)
            if isinstance(rule, Mapping):
                for about, permission in rule.items():
                    yield Asked(kind, name, permission, str(about))
            else:
                yield Asked(kind, name, rule)


@cache
def document(asked: Asked) -> tuple[str, frozenset[str]]:
    """Return an operation that asks for a root field with all below it, and every `Type.field` in it."""
    required = {
        name: argument for name, argument in asked.field.args.items() if is_required_argument(argument)
    }
    declared = ", ".join(f"${name}: {argument.type}" for name, argument in required.items())
    given = ", ".join(f"{name}: ${name}" for name in required)
    chosen: set[str] = {f"{ROOTS[asked.kind].name}.{asked.name}"}
    head = asked.kind + (f" ({declared})" if declared else "")
    arguments = f"({given})" if given else ""
    return f"{head} {{ {asked.name}{arguments}{_selection(asked.field, asked, (), chosen)} }}", frozenset(
        chosen
    )


def values(
    asked: Asked, *, owner: Viewer, resume: int, other: int | None = None, file_name: str = "resume.txt"
) -> dict[str, Any]:
    """Return values for a root field's required arguments, about what the owner has.

    Args:
        other: The resume that it is compared with; without one it is itself.
        file_name: Of files that are uploaded.
    """
    one = {"id": resume_gid(resume)}
    password = {"currentPassword": "no password", "newPassword": "correct-horse"}
    keys: dict[str | None, Any] = {"User": owner.id, "Resume": resume, "Position": "bundled:position-1"}
    about: dict[str, Callable[[], dict[str, Any]]] = {
        "user": lambda: {"id": user_gid(owner)},
        "node": lambda: {"id": global_id(NodeKind(str(asked.about)), keys[asked.about])},
        **dict.fromkeys(("resume", "reanalyzeResume", "deleteResume", "resumeUpdated"), lambda: one),
        "register": lambda: {"input": {"username": "new", "password": "correct-horse"}},
        "login": lambda: {"input": {"username": "nobody", "password": "correct-horse"}},
        "changePassword": lambda: {"input": password},
        "setUserRole": lambda: {"input": {"user": user_gid(owner), "role": "ADMIN"}},
        "correctAnalysis": lambda: {"input": {"resume": one["id"], "fields": {"name": "钱一二"}}},
        "takeBackCorrections": lambda: {"input": {"resume": one["id"], "fields": ["NAME"]}},
        "deleteAccount": lambda: {"input": {"user": user_gid(owner)}},
        "uploadResume": lambda: {"file": upload(b"some text of a resume", file_name)},
        "exportResumes": lambda: {"columns": ["ID", "NAME"]},
        "uploadResumes": lambda: {"files": [upload(b"some text of a resume", file_name)]},
        **dict.fromkeys(("reanalyzeResumes", "deleteResumes"), lambda: {"input": {"ids": [one["id"]]}}),
        "compareResumes": lambda: {"older": one["id"], "newer": resume_gid(other or resume)},
        "resumesProgress": lambda: {"ids": [one["id"]]},
        "candidates": lambda: {"for": {"text": "会计"}},
        "createWebhook": lambda: {"input": {"url": "https://example.com/told"}},
        "updateWebhook": lambda: {"input": {"webhook": "1", "active": False}},
        **dict.fromkeys(("deleteWebhook", "pingWebhook"), lambda: {"id": "1"}),
        "resendWebhookMessage": lambda: {"id": "msg_1"},
        "deletePositions": lambda: {"input": {"source": "old"}},
        "keepPositionsFile": lambda: {"file": upload("职位名称\n会计\n".encode(), "jobs.csv")},
        "importKeptPositions": lambda: {"keptFile": "none", "input": {"source": "own"}},
        "importPositions": lambda: {
            "file": upload("职位名称\n会计\n".encode(), "jobs.csv"),
            "input": {"source": "own"},
        },
    }
    return about[asked.name]() if asked.name in about else {}


def _selection(field: GraphQLField, asked: Asked, way: tuple[str, ...], chosen: set[str]) -> str:
    found = get_named_type(field.type)
    if isinstance(found, GraphQLUnionType | GraphQLInterfaceType):
        members = [
            f"... on {member.name} {_fields(member, asked, way, chosen)}"
            for member in SCHEMA.get_possible_types(found)
        ]
        return " { __typename " + " ".join(members) + " }"
    if isinstance(found, GraphQLObjectType):
        return _fields(found, asked, way, chosen)
    return ""


def _fields(found: GraphQLObjectType, asked: Asked, way: tuple[str, ...], chosen: set[str]) -> str:
    way = (*way, found.name)
    selected = ["__typename"]
    for name, field in found.fields.items():
        if way.count(get_named_type(field.type).name) >= _MOST_OF_A_TYPE:
            continue
        if isinstance(rule_of(field), ForAdmins) and not isinstance(asked.permission, ForAdmins):
            # It is refused to others who may ask for all around it.
            continue
        assert not any(map(is_required_argument, field.args.values())), f"{found.name}.{name}: ask how?"
        chosen.add(f"{found.name}.{name}")
        selected.append(name + _selection(field, asked, way, chosen))
    return " { " + " ".join(selected) + " }"

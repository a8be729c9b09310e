"""What the declaration of a field of the analysis says; the declarations are in `fields`."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from functools import cached_property
from typing import Any, Generic, Protocol, TypeVar

T = TypeVar("T")

Cell = str | int | float | None
"""What a column of a row holds."""

Printed = str | int | float | None | list[Any] | dict[str, Any]
"""A value as JSON."""


class PartKind(Enum):
    """What a column of the stored analyses holds. The last two are JSON arrays: of texts, and of objects."""

    TEXT = "text"
    INTEGER = "integer"
    NUMBER = "number"
    FLAG = "flag"
    TEXTS = "texts"
    OBJECTS = "objects"


class Filler(Enum):
    """What a placeholder for a field's value looks like."""

    TEXT = "text"
    SOMEBODY = "somebody"
    ADDRESS = "address"
    NUMBER = "number"


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """A column of the stored analyses, or a key of an entry that a column holds as JSON.

    Attributes:
        description: For whoever asks the schema for it; a part without one is no field of the schema.
        members: The enum whose values it holds, if it does.
        required: Whether no row is without it.
        tells_who: Whether it may tell who the person is, beside what it is for.
    """

    name: str
    kind: PartKind = PartKind.TEXT
    description: str = ""
    members: type[Enum] | None = None
    required: bool = False
    tells_who: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Derived:
    """A field of the schema that is made anew for each answer, of columns and of the present day.

    Attributes:
        columns: Those of declared fields, its own and others'.
        compute: Given the columns' cells and the day.
    """

    columns: tuple[Part, ...]
    compute: Callable[..., int | None]
    description: str


class Facts(Protocol):
    """The values of single fields."""

    def __getitem__(self, of: One[T], /) -> T | None: ...


@dataclass(frozen=True, kw_only=True, eq=False)
class Field(ABC, Generic[T]):
    """What is read from a resume, declared once; see `One`, `Many` and `Entries`.

    Attributes:
        name: The domain's; a column, the field of the schema and the key in JSON are named alike.
        family: The fields that share a curve of confidence, see `evidence`.
        labels: Keys of the labels beside which the value stands, for a field without a reader of its own; see
            `readers`.
        description: For whoever asks the schema for it.
        place: The object of the schema that the field is in, like `basicInfo.contact`.
        key: The key in the JSON of the command line, where it has another name there.
        evidence: What the schema says that evidence of this field is evidence for, where that is more than
            its place and name tell.
        filler: What its placeholders look like.
        evident_from: The field whose evidence holds for this one where this one is not stated.
        shown: What the command line prints, where that is more than the value.
        tells_who: Whether it tells who the person is, or of which age or gender: those who choose without
            are not shown it.
    """

    name: str = field(kw_only=False)
    family: str
    labels: tuple[str, ...] = ()
    description: str = ""
    place: str = ""
    key: str = ""
    evidence: str = ""
    filler: Filler = Filler.TEXT
    evident_from: Field[Any] | None = None
    shown: Callable[[Facts, date], Printed] | None = None
    tells_who: bool = False

    @property
    def nothing(self) -> object:
        """What stands for it where a resume does not state it."""
        return ()

    @property
    @abstractmethod
    def columns(self) -> tuple[Part, ...]:
        """The columns that hold it."""

    @cached_property
    def read_columns(self) -> tuple[str, ...]:
        """The names of the columns that are read for the schema."""
        return tuple(part.name for part in self.columns if part.description)

    @property
    def printed_key(self) -> str:
        """The key of its value in the JSON of the command line."""
        return self.key or self.name

    @property
    def schema_path(self) -> str:
        """Where the schema has it, like `basicInfo.birthDate`."""
        first, *others = self.name.split("_")
        return ".".join(filter(None, (self.place, first + "".join(map(str.capitalize, others)))))

    @property
    def evident(self) -> str:
        """What evidence of it is evidence for, as the schema says it."""
        return self.evidence or f"The evidence is for `{self.schema_path}`."


@dataclass(frozen=True, kw_only=True, eq=False)
class One(Field[T]):
    """A field with at most one value.

    Attributes:
        stored: The columns; one of the field's own name and description unless it says otherwise.
        write: Returns the columns' cells for a value.
        read: Returns the value of a row's cells, of which the first is not None.
        state: Returns the value of what a person states in a reading's place, None where it is none; `read`
            unless it says otherwise.
        derived: What the schema has in place of the columns.
    """

    kind: PartKind = PartKind.TEXT
    stored: tuple[Part, ...] = ()
    write: Callable[[T], tuple[Cell, ...]] = lambda value: (plain(value),)
    read: Callable[..., T | None]
    state: Callable[[Any], T | None] | None = None
    derived: Derived | None = None

    @property
    def nothing(self) -> None:
        return None

    @cached_property
    def read_columns(self) -> tuple[str, ...]:
        if self.derived is None:
            return super().read_columns
        return tuple(part.name for part in self.derived.columns)

    @cached_property
    def columns(self) -> tuple[Part, ...]:
        return self.stored or (Part(name=self.name, kind=self.kind, description=self.description),)


@dataclass(frozen=True, kw_only=True, eq=False)
class Many(Field[T]):
    """A field with a list of values, each once, in the order printed.

    Attributes:
        read: Returns a value of the text that `str` makes of it.
    """

    read: Callable[[str], T]

    @cached_property
    def columns(self) -> tuple[Part, ...]:
        return (Part(name=self.name, kind=PartKind.TEXTS, description=self.description, required=True),)

    @property
    def evident(self) -> str:
        return self.evidence or f"The evidence is for an item of `{self.schema_path}`."


@dataclass(frozen=True, kw_only=True, eq=False)
class Entries(Field[T]):
    """A field with a list of facts that belong together, each with its own evidence.

    Attributes:
        entry, entry_description: The name and the description of the schema's type of an entry.
        entry_evidence: What its evidence is evidence for, for whoever asks the schema for it.
        parts: What is stored of an entry beside its evidence, as of an object in a JSON array.
        cells: Returns the parts of an entry by their names.
        read: Returns the entry of its parts and its `evidence`, each by its name.
        state: Returns the parts of an entry that a person states, with those that follow from them; None
            where it is none.
        printed: The names of the parts that the command line prints.
    """

    entry: str
    entry_description: str
    entry_evidence: str
    parts: tuple[Part, ...]
    cells: Callable[[T], Mapping[str, Cell]]
    read: Callable[..., T]
    state: Callable[[Mapping[str, Cell]], Mapping[str, Cell] | None] = lambda parts: parts
    printed: tuple[str, ...]

    @cached_property
    def columns(self) -> tuple[Part, ...]:
        return (Part(name=self.name, kind=PartKind.OBJECTS, description=self.description, required=True),)

    @property
    def evident(self) -> str:
        return self.evidence or f"The evidence is for an entry of `{self.schema_path}`."


def printed(field: Field[Any], value: Any) -> Printed:
    """Return a field's value as the command line prints it."""
    if isinstance(field, One):
        return None if value is None else plain(value)
    if isinstance(field, Many):
        return [plain(each) for each in value]
    assert isinstance(field, Entries)
    return [{name: field.cells(entry)[name] for name in field.printed} for entry in value]


def plain(value: object) -> str | int | float:
    """Return a value as JSON has it: a number, or the text that is printed for it."""
    return value if isinstance(value, (int, float)) else str(value)

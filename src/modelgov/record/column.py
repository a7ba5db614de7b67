"""What the rows of a lake table's shape are made of.

A column names the path of its value inside the observation's JSON document; a `$` in the path means
that the text before it is itself JSON (a model card's content) and is looked into where it is valid.
`STAMP` columns, which every table has, come from the observation itself. A table with a `part` has
one row for every item of a list, or of a map, inside the document.
"""

from dataclasses import dataclass
from enum import StrEnum

from modelgov.record.observation import Kind

COVERAGE = "coverage"  # the kind of the journal entries that are about a run, not about an asset


class Type(StrEnum):
    """How a column is typed; `TIME` is epoch seconds in the document and UTC microseconds after."""

    TEXT = "text"
    LONG = "long"
    DOUBLE = "double"
    BOOLEAN = "boolean"
    TIME = "time"
    JSON = "json"


class Each(StrEnum):
    """What a part table unfolds: the items of a list, the entries of a map, or lists side by side.

    With `SERIES` the field holds an object of equally long lists, and a row takes one place of all of
    them; a column's path then begins at the document, and only those inside the field are lists.
    """

    ITEM = "item"
    ENTRY = "entry"
    SERIES = "series"


@dataclass(frozen=True, slots=True, kw_only=True)
class Column:
    """One typed column and where its value stands in the document."""

    name: str
    type: Type
    path: tuple[str | int, ...]
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """What to unfold: a field of the document, and whether it holds a list or a map.

    `single` names a field that holds one more item by itself, put before the list's.
    """

    field: str
    each: Each
    single: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    """One lake table: the kind that feeds it, its columns and its meaning.

    A `cold` table has many rows that no screen asks for: it keeps no document, and a process that
    serves leaves it where it is.
    """

    name: str
    kind: Kind | None
    columns: tuple[Column, ...]
    meaning: str
    part: Part | None = None
    cold: bool = False

    @property
    def documented(self) -> bool:
        """Whether its rows keep the whole record."""
        return self.part is None and not self.cold

    @property
    def entry_kind(self) -> str:
        """The kind of the journal entries that feed it."""
        return self.kind.value if self.kind is not None else COVERAGE


def column(name: str, type_: Type, path: str, meaning: str) -> Column:
    """A column whose path is written with dots; digits name an item of a list."""
    steps = tuple(int(step) if step.isdigit() else step for step in path.split("."))
    return Column(name=name, type=type_, path=steps, meaning=meaning)


STAMP: tuple[Column, ...] = (
    Column(name="position", type=Type.LONG, path=(), meaning="Place in the journal; only grows."),
    Column(name="account_id", type=Type.TEXT, path=(), meaning="AWS account, 12 digits."),
    Column(name="region", type=Type.TEXT, path=(), meaning="AWS region, or `global`."),
    Column(name="asset", type=Type.TEXT, path=(), meaning="ARN of the asset that the row is about."),
    Column(name="changed_at", type=Type.TIME, path=(), meaning="When AWS says that it changed, UTC."),
    Column(name="observed_at", type=Type.TIME, path=(), meaning="When modelgov saw it, UTC."),
    Column(name="source", type=Type.TEXT, path=(), meaning="`api`, `event`, `trail` or `control`."),
    Column(name="actor", type=Type.TEXT, path=(), meaning="Who did it, in short; null when nobody said."),
    Column(name="actor_arn", type=Type.TEXT, path=(), meaning="Who did it, as AWS names them."),
    Column(name="deleted", type=Type.BOOLEAN, path=(), meaning="Whether the row says that it is gone."),
    Column(name="digest", type=Type.TEXT, path=(), meaning="SHA-256 of the canonical JSON document."),
)

DOCUMENT = Column(
    name="document", type=Type.TEXT, path=(), meaning="The whole record as canonical JSON, as it was seen."
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Form:
    """How a kind's record names itself: identity, times, and the fields that are kept.

    `number` is the field that tells the versions (or else) of one ARN apart, each an asset `ARN/number`.
    `fields` are the members of the shape that `Search` answers (a describe answers more, an event
    fewer), less what changes without the asset changing.
    """

    arn: str
    created: str
    modified: str | None
    fields: tuple[str, ...]
    number: str | None = None


T, L, D, B, AT, J = Type.TEXT, Type.LONG, Type.DOUBLE, Type.BOOLEAN, Type.TIME, Type.JSON

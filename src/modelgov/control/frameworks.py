"""The frameworks: laws, guidance and standards as dated data, clause by clause, with the controls of each.

They refer to controls by id and never the other way round. In the user's folder of controls,
`framework/*.toml` are frameworks of the user's own, such as an internal policy.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Any

from modelgov.control.library import Library
from modelgov.errors import ControlError, NotFoundError

FOLDER = Path(__file__).parent / "framework"
OWN = "framework"  # below the user's folder of controls
NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
READ = ("source", "second-hand")
REMEDY = "Write it like the frameworks that ship; docs/frameworks.md says what each field is."
NEEDED = (
    "title",
    "issuer",
    "version",
    "date",
    "in_force_from",
    "force",
    "sources",
    "checked",
    "read",
    "clause",
)
KEYS = {*NEEDED, "in_force_until", "unsettled"}
CLAUSE_KEYS = {"ref", "title", "text", "controls", "manual", "applies_from", "unsettled"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Clause:
    """One clause: `controls` give evidence for it, `manual` says what of it no metadata can prove."""

    ref: str
    title: str
    text: str
    controls: tuple[str, ...]
    manual: str
    applies_from: date | None
    unsettled: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """One framework as it was known on the day `checked`; `read` says whether at the source.

    `unsettled` are points on which sources disagree or that were not read at the source.
    """

    id: str
    path: Path
    title: str
    issuer: str
    version: str
    dated: date
    in_force_from: date
    in_force_until: date | None
    force: str
    sources: tuple[str, ...]
    checked: date
    read: str
    unsettled: tuple[str, ...]
    clauses: tuple[Clause, ...]

    def state(self, today: date) -> str:
        """Whether it is in force on a day, in words."""
        if today < self.in_force_from:
            return f"from {self.in_force_from}"
        if self.in_force_until is not None and today >= self.in_force_until:
            return f"rescinded {self.in_force_until}"
        return f"since {self.in_force_from}"


def load_frameworks(folder: str = "") -> tuple[Framework, ...]:
    """Those that ship and those of a folder of controls, by id; raises ControlError with file and clause."""
    found = _read(FOLDER)
    for name, framework in _read(Path(folder) / OWN).items() if folder else ():
        if name in found:
            raise ControlError(
                what=f"There is a framework {name} already among those that ship.",
                where=str(framework.path),
                remedy="Give yours another name.",
            )
        found[name] = framework
    return tuple(found[name] for name in sorted(found))


def framework_named(frameworks: tuple[Framework, ...], name: str) -> Framework:
    """The framework of an id; raises NotFoundError for one that there is not."""
    for framework in frameworks:
        if framework.id == name:
            return framework
    raise NotFoundError(
        what=f"There is no framework {name}.",
        where="frameworks",
        remedy=f"Use one of {', '.join(framework.id for framework in frameworks)}.",
    )


def lint_frameworks(frameworks: tuple[Framework, ...], library: Library) -> list[ControlError]:
    """Clauses that refer to controls that there are not."""
    return [
        ControlError(
            what=f"The clause {clause.ref} refers to {name}, which is no control.",
            where=str(framework.path),
            remedy="See `modelgov control list` for those that there are.",
        )
        for framework in frameworks
        for clause in framework.clauses
        for name in clause.controls
        if name not in library.by_id
    ]


def _read(folder: Path) -> dict[str, Framework]:
    return {path.stem: read_framework(path) for path in sorted(folder.glob("*.toml"))}


def read_framework(path: Path) -> Framework:
    """The framework of a file; raises ControlError, with file and clause, where it is not of the form."""
    try:
        fields = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ControlError(
            what=f"The framework cannot be read: {error}.", where=str(path), remedy=REMEDY
        ) from error
    if not NAME.fullmatch(path.stem):
        raise _refused(f"A framework's file is named in kebab-case, not {path.stem}.", str(path))
    table = _Table(fields, str(path), KEYS, NEEDED)
    read = table.text("read")
    if read not in READ:
        raise _refused(f"read is one of {', '.join(READ)}, not {read!r}.", str(path))
    return Framework(
        id=path.stem,
        path=path,
        title=table.text("title"),
        issuer=table.text("issuer"),
        version=table.text("version"),
        dated=table.day("date"),
        in_force_from=table.day("in_force_from"),
        in_force_until=table.day("in_force_until") if "in_force_until" in fields else None,
        force=table.sentence("force"),
        sources=table.words("sources"),
        checked=table.day("checked"),
        read=read,
        unsettled=table.words("unsettled") if "unsettled" in fields else (),
        clauses=tuple(_clauses(fields["clause"], str(path))),
    )


def _clauses(rows: Any, where: str) -> Iterator[Clause]:
    if not isinstance(rows, list) or not rows:
        raise _refused("A framework has clauses, each [[clause]].", where)
    seen: set[str] = set()
    for place, row in enumerate(rows, start=1):
        clause = _clause(row, f"{where}, clause {row.get('ref') or place}")
        if clause.ref in seen:
            raise _refused("Two clauses have the same ref.", f"{where}, clause {clause.ref}")
        seen.add(clause.ref)
        yield clause


def _clause(row: Mapping[str, Any], where: str) -> Clause:
    table = _Table(row, where, CLAUSE_KEYS, ("ref", "title", "text"))
    if "controls" not in row and "manual" not in row:
        raise _refused("A clause has controls, or says in manual why no metadata can prove it.", where)
    return Clause(
        ref=table.text("ref"),
        title=table.text("title"),
        text=table.sentence("text"),
        controls=table.words("controls") if "controls" in row else (),
        manual=table.sentence("manual") if "manual" in row else "",
        applies_from=table.day("applies_from") if "applies_from" in row else None,
        unsettled=table.sentence("unsettled") if "unsettled" in row else "",
    )


class _Table:
    """The fields of one TOML table, each taken out with its check."""

    def __init__(
        self, fields: Mapping[str, Any], where: str, keys: set[str], needed: tuple[str, ...]
    ) -> None:
        self._fields = fields
        self._where = where
        for name in sorted(fields.keys() - keys):
            raise _refused(f"There is no field {name}.", where)
        for name in needed:
            if name not in fields:
                raise _refused(f"The field {name} is missing.", where)

    def text(self, name: str) -> str:
        value = self._fields[name]
        if not isinstance(value, str) or not value.strip():
            raise _refused(f"{name} is a text.", self._where)
        return " ".join(value.split())

    def sentence(self, name: str) -> str:
        text = self.text(name)
        if not text.endswith("."):
            raise _refused(f"{name} is a sentence that ends in a full stop.", self._where)
        return text

    def day(self, name: str) -> date:
        value = self._fields[name]
        if not isinstance(value, date) or isinstance(value, datetime):
            raise _refused(f"{name} is a date such as 2026-11-27, without quotes.", self._where)
        return value

    def words(self, name: str) -> tuple[str, ...]:
        value = self._fields[name]
        if (
            not isinstance(value, list)
            or not value
            or not all(isinstance(word, str) and word for word in value)
        ):
            raise _refused(f"{name} is a list of texts, and not empty.", self._where)
        if len(set(value)) < len(value):
            raise _refused(f"{name} names something twice.", self._where)
        return tuple(value)


def _refused(what: str, where: str) -> ControlError:
    return ControlError(what=what, where=where, remedy=REMEDY)

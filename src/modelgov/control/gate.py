"""Gates: named lists of controls that a version must pass before it goes on."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from modelgov.control.judge import is_cold
from modelgov.control.library import Library
from modelgov.errors import ControlError, NotFoundError

FILE = Path(__file__).parent / "gate.toml"
KEYS = {"title", "approval_status", "controls"}
REMEDY = "Write it like the gates that ship; docs/check.md says what each field is."


@dataclass(frozen=True, slots=True, kw_only=True)
class Gate:
    """One gate: the states of approval that it lets pass, and the controls."""

    name: str
    title: str
    approval_status: tuple[str, ...]
    controls: tuple[str, ...]


def load_gates(library: Library, folder: str = "") -> dict[str, Gate]:
    """The gates that ship and those of a folder of controls, by name.

    Raises ControlError for one that is not of the form, or that names what cannot judge a single version.
    """
    found = _read(FILE)
    if folder and (Path(folder) / FILE.name).is_file():
        found |= _read(Path(folder) / FILE.name)
    for gate in found.values():
        for name in gate.controls:
            if name in library.by_id and is_cold(library.by_id[name]):
                raise _refused(
                    f"The gate {gate.name} names {name}, which judges everything or nothing.", gate.name
                )
    return found


def gate_named(gates: Mapping[str, Gate], name: str) -> Gate:
    """The gate of a name; raises NotFoundError for one that there is not."""
    if name not in gates:
        raise NotFoundError(
            what=f"There is no gate {name}.", where="gates", remedy=f"Use one of {', '.join(sorted(gates))}."
        )
    return gates[name]


def _read(path: Path) -> dict[str, Gate]:
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(f"The gates cannot be read: {error}.", str(path)) from error
    return {name: _gate(name, row, f"{path}, gate {name}") for name, row in read.items()}


def _gate(name: str, row: Any, where: str) -> Gate:
    if not isinstance(row, dict) or row.keys() != KEYS:
        raise _refused(f"A gate has {', '.join(sorted(KEYS))}.", where)
    if not isinstance(row["title"], str) or not row["title"].strip():
        raise _refused("title is a text.", where)
    return Gate(
        name=name,
        title=row["title"],
        approval_status=_words(row["approval_status"], "approval_status", where),
        controls=_words(row["controls"], "controls", where),
    )


def _words(value: Any, name: str, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not value or not all(isinstance(word, str) for word in value):
        raise _refused(f"{name} is a list of texts, and not empty.", where)
    return tuple(value)


def _refused(what: str, where: str) -> ControlError:
    return ControlError(what=what, where=where, remedy=REMEDY)

"""The library: the controls that ship and the user's own, with the numbers that the user set.

In the user's folder, `*.sql` are controls, and `parameters.toml` sets numbers of any control:

    [freshness-retrained]
    days = 400              # for every tier, or { default = 400, tier_1 = 200 }
    severity = "high"
    off = true
"""

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from typing import Any

from modelgov.control.control import Control, Parameter
from modelgov.control.header import TIERS, is_number, read_control
from modelgov.errors import ControlError, NotFoundError
from modelgov.record.finding import Severity

FOLDER = Path(__file__).parent / "sql"
CHOSEN = "parameters.toml"
REMEDY = (
    "Correct it; `modelgov control list` shows the controls and `modelgov control explain` their parameters."
)


@dataclass(frozen=True)
class Library:
    """All controls, by their ids, in order."""

    controls: tuple[Control, ...]

    @cached_property
    def by_id(self) -> Mapping[str, Control]:
        """The controls by their ids."""
        return {control.id: control for control in self.controls}

    @cached_property
    def digest(self) -> str:
        """SHA-256 over the hashes of all controls: what was judged by."""
        return hashlib.sha256("\n".join(control.sql_hash for control in self.controls).encode()).hexdigest()

    def named(self, control_id: str) -> Control:
        """The control of an id; raises NotFoundError for one that there is not."""
        if control_id not in self.by_id:
            raise NotFoundError(
                what=f"There is no control {control_id}.",
                where="controls",
                remedy="See `modelgov control list` for those that there are.",
            )
        return self.by_id[control_id]


def load(folder: str = "") -> Library:
    """The controls that ship, and those of a folder; raises ControlError for one that is not of the form."""
    own = Path(folder) if folder else None
    if own is not None and not own.is_dir():
        raise ControlError(
            what="There is no folder of controls there.",
            where=str(own),
            remedy="Correct the setting control_folder, or leave it empty.",
        )
    controls = _read(FOLDER) | _more(_read(own) if own else {})
    chosen = _chosen(own / CHOSEN, controls) if own and (own / CHOSEN).is_file() else controls
    return Library(tuple(chosen[name] for name in sorted(chosen)))


def _read(folder: Path) -> dict[str, Control]:
    return {path.stem: read_control(path) for path in sorted(folder.glob("*.sql"))}


def _more(own: dict[str, Control]) -> dict[str, Control]:
    for name, control in own.items():
        if (FOLDER / f"{name}.sql").exists():
            raise ControlError(
                what=f"There is a control {name} already among those that ship.",
                where=str(control.path),
                remedy="Give yours another name, and switch the other off in parameters.toml if need be.",
            )
    return own


def _chosen(path: Path, controls: dict[str, Control]) -> dict[str, Control]:
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except (OSError, tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise ControlError(
            what=f"The parameters cannot be read: {error}.", where=str(path), remedy=REMEDY
        ) from error
    found = dict(controls)
    for name, said in read.items():
        if name not in controls or not isinstance(said, dict):
            raise ControlError(what=f"There is no control {name}.", where=str(path), remedy=REMEDY)
        if said.get("off") is True:
            del found[name]
        else:
            found[name] = _set(controls[name], said, str(path))
    return found


def _set(control: Control, said: Mapping[str, Any], where: str) -> Control:
    """The control with the numbers and the severity that somebody chose, and a hash that tells of them."""
    parameters, severity = dict(control.parameters), control.severity
    for name, value in said.items():
        if name == "severity" and value in list(Severity):
            severity = Severity(value)
        elif name in parameters:
            parameters[name] = _parameter(control, name, value, where)
        elif name != "off":
            raise ControlError(
                what=f"The control {control.id} has no parameter {name} that can be {value!r}.",
                where=where,
                remedy=REMEDY,
            )
    numbers = sorted((name, row.default, sorted(row.by_tier.items())) for name, row in parameters.items())
    hashed = hashlib.sha256(f"{control.sql_hash} {severity} {numbers}".encode()).hexdigest()
    same = severity is control.severity
    return replace(
        control,
        parameters=parameters,
        severity=severity,
        severity_tier_1=control.severity_tier_1 if same else None,
        sql_hash=hashed,
    )


def _parameter(control: Control, name: str, value: Any, where: str) -> Parameter:
    before = control.parameters[name]
    match value:
        case dict() if value.keys() <= {"default", *(f"tier_{tier}" for tier in TIERS)}:
            numbers = value
        case _:
            numbers = {"default": value}
    if not all(is_number(number) for number in numbers.values()):
        raise ControlError(
            what=f"The parameter {name} of {control.id} is a number, or default and tier_1 to tier_4.",
            where=where,
            remedy=REMEDY,
        )
    tiers = {int(key[-1]): number for key, number in numbers.items() if key != "default"}
    return Parameter(default=numbers.get("default", before.default), by_tier=tiers, meaning=before.meaning)

"""A control's file -> a control: the TOML of its leading comment, checked field by field."""

import hashlib
import re
import tomllib
from collections.abc import Callable, Mapping
from itertools import takewhile
from pathlib import Path
from typing import Any

from modelgov.control.control import GROUPS, Chart, Control, Number, Parameter
from modelgov.errors import ControlError
from modelgov.record.finding import Severity

NAME = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)+")
WORD = re.compile(r"[a-z][a-z0-9_]*")
TIERS = (1, 2, 3, 4)
KEYS = {
    *("title", "group", "severity", "severity_tier_1", "version", "asset", "tiers"),
    *("why", "remedy", "settle"),
    *("reads", "absence", "parameters", "evidence", "since", "chart"),
}
REMEDY = (
    "Correct the line; `modelgov control new` writes a control that is right, and docs/controls.md says all."
)


def read_control(path: Path) -> Control:
    """The control of a file; raises ControlError, with file and line, where it is not of the form."""
    try:
        text = path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise ControlError(
            what=f"The control cannot be read: {error}.",
            where=str(path),
            remedy="Check the file and its rights.",
        ) from error
    return _Header(path, text).control()


class _Header:
    def __init__(self, path: Path, text: str) -> None:
        self._path = path
        self._text = text
        self._lines = list(takewhile(lambda line: line.startswith("--"), text.splitlines()))
        self._fields = self._toml()

    def control(self) -> Control:
        name = self._path.stem
        if not NAME.fullmatch(name):
            raise self._refused(f"A control's file is named in kebab-case after its group, not {name}.")
        unknown = sorted(self._fields.keys() - KEYS)
        if unknown:
            raise self._refused(f"A header has no field {unknown[0]}.", unknown[0])
        statement = "\n".join(self._text.splitlines()[len(self._lines) :]).strip()
        if not statement:
            raise self._refused("There is no statement below the header.")
        reads = self._words("reads")
        return Control(
            id=name,
            path=self._path,
            title=self._sentence("title", stop=False),
            group=self._one_of("group", GROUPS),
            severity=Severity(self._one_of("severity", list(Severity))),
            severity_tier_1=self._severity_tier_1(),
            version=self._whole("version"),
            asset=self._field("asset", str, WORD.fullmatch, "a word such as model_version"),
            tiers=self._tiers(),
            why=self._sentence("why"),
            remedy=self._sentence("remedy"),
            settle=self._sentence("settle") if "settle" in self._fields else "",
            reads=reads,
            absence=self._absence(reads),
            parameters=self._parameters(),
            evidence=self._evidence(),
            since=self._since(),
            chart=self._chart(),
            statement=statement,
            sql_hash=hashlib.sha256(self._text.encode()).hexdigest(),
        )

    def _toml(self) -> Mapping[str, Any]:
        if not self._lines:
            raise self._refused("The file does not begin with its header, a comment in TOML.")
        bare = "\n".join(line[2:].removeprefix(" ") for line in self._lines)
        try:
            return tomllib.loads(bare)
        except tomllib.TOMLDecodeError as error:
            line = re.search(r"at line (\d+)", str(error))
            raise self._refused(
                f"The header is not TOML: {error}.", line=int(line[1]) if line else 1
            ) from error

    def _refused(self, what: str, field: str = "", *, line: int = 0) -> ControlError:
        if not line:
            begins = re.compile(rf"--\s*(\[{re.escape(field)}\]|{re.escape(field)}\s*=)")
            line = next((n for n, text in enumerate(self._lines, start=1) if field and begins.match(text)), 1)
        return ControlError(what=what, where=f"{self._path}:{line}", remedy=REMEDY)

    def _field(self, name: str, kind: type, holds: Callable[[Any], object], form: str) -> Any:
        value = self._fields.get(name)
        if value is None:
            raise self._refused(f"The header lacks {name}: {form}.")
        if not isinstance(value, kind) or isinstance(value, bool) or not holds(value):
            raise self._refused(f"{name} is {form}, not {value!r}.", name)
        return value

    def _sentence(self, name: str, *, stop: bool = True) -> str:
        form = "a sentence that ends in a full stop" if stop else "a few words without a full stop"
        text: str = self._field(
            name, str, lambda text: text.strip().endswith(".") is stop and text.strip(), form
        )
        return " ".join(text.split())

    def _one_of(self, name: str, choices: Any) -> str:
        return str(self._field(name, str, lambda text: text in choices, f"one of {', '.join(choices)}"))

    def _whole(self, name: str) -> int:
        return int(self._field(name, int, lambda number: number > 0, "a whole number from 1"))

    def _words(self, name: str) -> tuple[str, ...]:
        if name not in self._fields:
            return ()
        return tuple(
            self._field(
                name, list, lambda words: all(isinstance(word, str) for word in words), "a list of words"
            )
        )

    def _absence(self, reads: tuple[str, ...]) -> tuple[str, ...]:
        absence = self._words("absence")
        apart = sorted(set(absence) - set(reads))
        if apart:
            raise self._refused(f"absence names {apart[0]}, which is not among reads.", "absence")
        return absence

    def _severity_tier_1(self) -> Severity | None:
        return (
            Severity(self._one_of("severity_tier_1", list(Severity)))
            if "severity_tier_1" in self._fields
            else None
        )

    def _tiers(self) -> tuple[int, ...]:
        if "tiers" not in self._fields:
            return TIERS
        held = self._field(
            "tiers", list, lambda found: found and set(found) <= set(TIERS), "a list of 1 to 4"
        )
        return tuple(sorted(set(held)))

    def _parameters(self) -> dict[str, Parameter]:
        return {
            name: self._parameter(name, value)
            for name, value in (
                self._field("parameters", dict, bool, "a table") if "parameters" in self._fields else {}
            ).items()
        }

    def _parameter(self, name: str, value: Any) -> Parameter:
        keys = {"default", "meaning", *(f"tier_{tier}" for tier in TIERS)}
        if (
            not isinstance(value, dict)
            or not value.keys() <= keys
            or not {"default", "meaning"} <= value.keys()
        ):
            raise self._refused(
                f"The parameter {name} is {{ default, meaning, and tier_1 to tier_4 if they differ }}.", name
            )
        numbers: dict[str, Number] = {key: number for key, number in value.items() if key != "meaning"}
        if not WORD.fullmatch(name) or not all(is_number(number) for number in numbers.values()):
            raise self._refused(f"The parameter {name} holds what is no number.", name)
        tiers = {int(key[-1]): number for key, number in numbers.items() if key != "default"}
        return Parameter(default=numbers["default"], by_tier=tiers, meaning=str(value["meaning"]))

    def _evidence(self) -> dict[str, str]:
        said = self._fields.get("evidence", {})
        if not isinstance(said, dict) or not all(
            isinstance(text, str) and text.endswith(".") for text in said.values()
        ):
            raise self._refused("evidence is a table of column = sentence.", "evidence")
        return dict(said)

    def _since(self) -> dict[str, str]:
        said = self._fields.get("since", {})
        if not isinstance(said, dict) or not all(
            isinstance(words, str) and words.strip() and not words.endswith(".") for words in said.values()
        ):
            raise self._refused("since is a table of column = a few words without a full stop.", "since")
        return dict(said)

    def _chart(self) -> Chart | None:
        said = self._fields.get("chart")
        if said is None:
            return None
        match said:
            case {"from": str(view), "x": str(x), "y": str(y), "match": [*names]} if said.keys() <= {
                *("title", "from", "x", "y", "match", "limit", "reading", "marks")
            }:
                return Chart(
                    titles=self._titles(said.get("title", {})),
                    view=view,
                    x=x,
                    y=y,
                    match=tuple(map(str, names)),
                    limit=str(said["limit"]) if "limit" in said else None,
                    readings=self._readings(said.get("reading", {})),
                    marks=self._marks(said.get("marks", {})),
                )
            case _:
                raise self._refused(
                    "chart has from, x, y, match (a list), and maybe title, limit, reading and marks.",
                    "chart",
                )

    def _titles(self, said: object) -> dict[str, str]:
        titles = {"": said} if isinstance(said, str) else said
        if not isinstance(titles, dict) or not all(
            isinstance(text, str) and text.strip() and not text.endswith(".") for text in titles.values()
        ):
            raise self._refused(
                "A chart's title is a few words without a full stop, or a table of metric_name = such words.",
                "chart",
            )
        return dict(titles)

    def _readings(self, said: object) -> dict[str, str]:
        readings = {"": said} if isinstance(said, str) else said
        if not isinstance(readings, dict) or not all(
            isinstance(text, str) and text.endswith(".") for text in readings.values()
        ):
            raise self._refused(
                "A chart's reading is a sentence, or a table of metric_name = such sentences.", "chart"
            )
        return dict(readings)

    def _marks(self, said: object) -> dict[str, dict[str, Number]]:
        if not isinstance(said, dict) or not all(
            isinstance(marks, dict) and all(is_number(value) for value in marks.values())
            for marks in said.values()
        ):
            raise self._refused("A chart's marks are a table of metric_name = { words = number }.", "chart")
        return {name: dict(marks) for name, marks in said.items()}


def is_number(value: object) -> bool:
    """Whether it may stand for a parameter."""
    return isinstance(value, int | float) and not isinstance(value, bool)

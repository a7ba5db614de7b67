"""Who is told of which findings: the rules of the file that `notice_file` names."""

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import msgspec

from modelgov.errors import SettingError
from modelgov.flow.delivery import ENVIRONMENT, Destination, Service, Webhook, host, is_service
from modelgov.record.finding import Change, Severity, Transition

NAME = r"[\w][\w .-]{0,79}"
HEAD = re.compile(r"^[ \t]*\[\[[ \t]*rule[ \t]*\]\]", re.MULTILINE)


class _Hook(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """`to = { url = …, secret = … }` as it is written."""

    url: str
    secret: str


class _Row(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A `[[rule]]` as it is written."""

    name: str
    to: str | _Hook
    severity: Severity
    control: list[str] | None = None
    group: list[str] | None = None
    business_unit: list[str] | None = None
    team: list[str] | None = None
    on: tuple[Change, ...] = (Change.OPENED, Change.REOPENED)


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """One rule; a list that is None leaves its column free."""

    name: str
    to: Destination
    severity: Severity
    on: frozenset[Change]
    control: frozenset[str] | None = None
    group: frozenset[str] | None = None
    business_unit: frozenset[str] | None = None
    team: frozenset[str] | None = None

    def wants(self, step: Transition) -> bool:
        """Whether this step is to be told; units and teams are compared without their case."""
        return (
            step.change in self.on
            and step.severity.rank >= self.severity.rank
            and _among(step.control_id, self.control)
            and _among(step.group, self.group)
            and _among(step.business_unit.casefold(), self.business_unit)
            and _among(step.team.casefold(), self.team)
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules of a file, and the environment that their secrets are in."""

    where: str
    rows: tuple[Rule, ...]
    environment: Mapping[str, str] = field(repr=False)

    def named(self, name: str) -> Rule | None:
        """The rule of a name."""
        return next((rule for rule in self.rows if rule.name == name), None)


def _among(value: str, wanted: frozenset[str] | None) -> bool:
    return wanted is None or value in wanted


def read_rules(path: Path, environment: Mapping[str, str]) -> Rules:
    """The rules of a file; raises SettingError with the rule and its line for what cannot be used.

    Secrets stay where they are: what the environment lacks shows when something is sent.
    """
    text = _text(path)
    lines = [text.count("\n", 0, head.start()) + 1 for head in HEAD.finditer(text)]
    rules: list[Rule] = []
    for number, row in enumerate(_written(text, path), start=1):
        line = f", line {lines[number - 1]}" if number <= len(lines) else ""
        where = f"{path}, rule {number}{line}"
        try:
            rule = _rule(msgspec.convert(row, _Row))
            if any(rule.name == other.name for other in rules):
                raise ValueError(f"there is another rule named {rule.name!r}")
        except (msgspec.ValidationError, ValueError) as error:
            raise _unusable(str(error).rstrip("."), where) from error
        rules.append(rule)
    return Rules(where=str(path), rows=tuple(rules), environment=environment)


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingError(
            what=f"The rules of notices cannot be read: {error}.",
            where=f"setting notice_file, {path}",
            remedy="Correct the path, or leave the setting empty for no notices.",
        ) from error


def _written(text: str, path: Path) -> list[Any]:
    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise SettingError(
            what=f"The rules of notices are not valid TOML: {error}.",
            where=str(path),
            remedy="Correct the line that it names.",
        ) from error
    rows = document.pop("rule", None)
    if document or not isinstance(rows, list):
        other = f"it has {', '.join(document)} beside them" if document else "it has none"
        raise _unusable(f"a file of [[rule]] belongs here, and {other}", str(path))
    return rows


def _unusable(why: str, where: str) -> SettingError:
    return SettingError(
        what=f"A rule of notices cannot be used: {why}.",
        where=where,
        remedy="Write it as docs/notices.md says.",
    )


def _rule(row: _Row) -> Rule:
    if not re.fullmatch(NAME, row.name):
        raise ValueError(f"{row.name!r} is no name of a rule, which has letters, digits, spaces, '.' or '-'")
    if not row.on:
        raise ValueError("`on` is empty, so that it would tell nothing")
    return Rule(
        name=row.name,
        to=_destination(row),
        severity=row.severity,
        on=frozenset(row.on),
        control=_list("control", row.control),
        group=_list("group", row.group),
        business_unit=_list("business_unit", row.business_unit, folded=True),
        team=_list("team", row.team, folded=True),
    )


def _list(name: str, words: list[str] | None, *, folded: bool = False) -> frozenset[str] | None:
    if words is None:
        return None
    if not words:
        raise ValueError(f"`{name}` is empty: leave it out for all")
    return frozenset(word.casefold() if folded else word for word in words)


def _destination(row: _Row) -> Destination:
    """Without the texts themselves in the errors: there are secrets in them."""
    if isinstance(row.to, str):
        if not row.to.startswith(ENVIRONMENT) and not is_service(row.to):
            raise ValueError("`to` is no URL that Apprise knows, nor env:NAME")
        return Service(rule=row.name, url=row.to)
    if not row.to.url.startswith(ENVIRONMENT) and not host(row.to.url):
        raise ValueError("the `url` of a webhook is https://…, or env:NAME")
    if not row.to.secret.startswith(ENVIRONMENT):
        raise ValueError("the `secret` of a webhook is env:NAME, a variable of the environment")
    return Webhook(rule=row.name, url=row.to.url, secret=row.to.secret)

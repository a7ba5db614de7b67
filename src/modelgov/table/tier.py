"""Materiality tiers: rules on exposure and use, from the file that ships or one of the user's own."""

import tomllib
from dataclasses import dataclass
from itertools import product
from pathlib import Path
from typing import Any

from modelgov.errors import SettingError

FILE = Path(__file__).parent / "tier.toml"
TIERS = (1, 2, 3, 4)
FACTS = ("environment", "business_unit", "intended_use", "card_risk")
NAMES = {"tier", "reason", "production", *FACTS}
REMEDY = "Write it like the rules that ship (docs/controls.md), or leave the setting tier_file empty."


@dataclass(frozen=True, slots=True, kw_only=True)
class TierRule:
    """One way to meet a rule; facts are patterns of LIKE in lower case, null where the rule does not ask."""

    place: int
    tier: int
    reason: str
    production: bool | None
    environment: str | None
    business_unit: str | None
    intended_use: str | None
    card_risk: str | None


def tier_rules(tier_file: str = "") -> tuple[TierRule, ...]:
    """The rules in the order in which they count.

    Raises SettingError, with the rule, when the file cannot be read as such.
    """
    path = Path(tier_file) if tier_file else FILE
    try:
        read = tomllib.loads(path.read_text(encoding="utf-8-sig"))
    except OSError as error:
        raise _refused(f"The tier rules cannot be read: {error.strerror}.", path) from error
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise _refused(f"The tier rules are not valid TOML: {error}.", path) from error
    listed = read.get("rule")
    if read.keys() != {"rule"} or not isinstance(listed, list) or not listed:
        raise _refused("The tier rules are not a list of [[rule]].", path)
    return tuple(
        way for place, row in enumerate(listed, start=1) for way in _ways(place, row, f"{path}, rule {place}")
    )


def _ways(place: int, row: Any, where: str) -> list[TierRule]:
    if not isinstance(row, dict) or not row.keys() <= NAMES:
        raise _refused(f"A tier rule has only {', '.join(sorted(NAMES))}.", where)
    if row.get("tier") not in TIERS or not isinstance(row.get("reason"), str) or not row["reason"].strip():
        raise _refused(f"A tier rule needs a tier ({TIERS[0]} to {TIERS[-1]}) and a reason.", where)
    if not isinstance(row.get("production", True), bool):
        raise _refused("In a tier rule, production is true or false.", where)
    patterns = [_patterns(name, row.get(name), where) for name in FACTS]
    return [
        TierRule(
            place=place,
            tier=row["tier"],
            reason=row["reason"].strip(),
            production=row.get("production"),
            **dict(zip(FACTS, chosen, strict=True)),
        )
        for chosen in product(*patterns)
    ]


def _patterns(name: str, value: Any, where: str) -> list[str | None]:
    match value:
        case None:
            return [None]
        case str():
            return [value.lower().replace("*", "%")]
        case list() if value and all(isinstance(item, str) for item in value):
            return [item.lower().replace("*", "%") for item in value]
        case _:
            raise _refused(f"In a tier rule, {name} is a pattern or a list of patterns.", where)


def _refused(what: str, where: object) -> SettingError:
    return SettingError(what=what, where=str(where), remedy=REMEDY)

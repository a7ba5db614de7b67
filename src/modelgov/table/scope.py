"""A part of the organisation, and the tables as they are within it.

The views of a scope stand before the tables of the same names for one session, so that the statements of a
page need not know of it.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, fields

WHOLE = (
    "model_version",
    "model_group",
    "finding",
    "cost_month",
    "validation",
)  # name all four
KEPT = ("finding", "cost_month", "validation")  # dear ones, kept as tables while nothing changes


@dataclass(frozen=True, slots=True, kw_only=True)
class Scope:
    """What is looked at; where nothing is named, everything is."""

    business_unit: tuple[str, ...] = ()
    team: tuple[str, ...] = ()
    account_id: tuple[str, ...] = ()
    region: tuple[str, ...] = ()

    def __bool__(self) -> bool:
        return any(self.chosen().values())

    def chosen(self) -> dict[str, tuple[str, ...]]:
        """The values that are looked for, by column."""
        return {field.name: getattr(self, field.name) for field in fields(self)}

    def views(self) -> Iterator[str]:
        """Statements that put the views of the scope before the tables, for a session."""
        for name in WHOLE:
            held = "kept" if name in KEPT else "hot"
            where = _where(self, ("business_unit", "team", "account_id", "region"))
            yield f"create temp view {name} as select * from {held}.{name} where {where}"
        place = _where(self, ("account_id", "region"))
        owned, version = "", "select model_version_arn from temp.model_version"
        if self.business_unit or self.team:
            owned = f" and model_version_arn in ({version})"
        yield f"create temp view endpoint as select * from hot.endpoint where {place}{owned}"
        yield f"create temp view approval as select * from hot.approval where {place}{owned}"
        if owned:
            owned = (
                f" and asset in ({version} union select model_group_arn from temp.model_group"
                " union select endpoint_arn from temp.endpoint)"
            )
        yield f"create temp view change as select * from hot.change where {place}{owned}"


def _where(scope: Scope, columns: Sequence[str]) -> str:
    chosen = {name: values for name, values in scope.chosen().items() if values and name in columns}
    return " and ".join(("true", *(f"{name} in ({_listed(values)})" for name, values in chosen.items())))


def _listed(values: Sequence[str]) -> str:
    """Texts as literals: a view takes no bound values."""
    return ", ".join("'" + value.replace("'", "''") + "'" for value in values)

"""The tables that a reader may ask, with their columns and what they mean."""

from dataclasses import dataclass

from modelgov.lake.flatten import columns_of
from modelgov.record.column import DOCUMENT, STAMP
from modelgov.record.shape import TABLES
from modelgov.table.engine import SQL_TYPES, view_columns
from modelgov.table.view import PUBLIC, STAGING, column_meanings, view


@dataclass(frozen=True, slots=True, kw_only=True)
class DescribedColumn:
    """One column, its SQL type and its meaning."""

    name: str
    type: str
    meaning: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Described:
    """One table or view."""

    name: str
    meaning: str
    columns: tuple[DescribedColumn, ...]


def described() -> tuple[Described, ...]:
    """Views first, as a reader wants them, then the observations below them."""
    return (*_views(), *_bases())


def _views() -> tuple[Described, ...]:
    meanings = known_meanings()
    found = view_columns()
    return tuple(
        Described(
            name=name,
            meaning=view(name).meaning,
            columns=tuple(
                DescribedColumn(name=column, type=type_, meaning=meanings.get(column, ""))
                for column, type_ in found[name]
            ),
        )
        for name in (*PUBLIC, *STAGING)
    )


def _bases() -> tuple[Described, ...]:
    return tuple(
        Described(
            name=table.name,
            meaning=table.meaning,
            columns=tuple(
                DescribedColumn(name=column.name, type=SQL_TYPES[column.type], meaning=column.meaning)
                for column in columns_of(table)
            ),
        )
        for table in TABLES
    )


def known_meanings() -> dict[str, str]:
    """Meanings by column name: those of the observations, overruled by those of the views."""
    columns = (*STAMP, DOCUMENT, *(column for table in TABLES for column in table.columns))
    return {column.name: column.meaning for column in columns} | column_meanings()

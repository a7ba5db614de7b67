"""What the tables say of observations put through a journal."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.record.coverage import Coverage
from modelgov.record.observation import Observation
from modelgov.settings import Settings
from modelgov.table.engine import Tables
from modelgov.table.hot import HotTables
from modelgov.table.statement import read_only


@dataclass(frozen=True, slots=True, kw_only=True)
class Seeing:
    """A journal over an empty lake, and the views over what it holds."""

    journal: Journal
    lake: Lake
    settings: Settings
    tables: Tables

    def see(self, *observations: Observation, coverage: Iterable[Coverage] = ()) -> None:
        self.journal.record(observations, coverage)

    def ask(self, statement: str) -> list[dict[str, Any]]:
        """Rows of a reader's statement."""
        self.tables.follow()
        return self.tables.ask_reader(read_only(statement)).records()

    def one(self, statement: str) -> dict[str, Any]:
        (row,) = self.ask(statement)
        return row

    def hot(self) -> HotTables:
        return HotTables(Tables.load(self.journal, self.lake, self.settings))

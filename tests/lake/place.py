"""Where a lake can be: on this machine, or in Glue and S3. The same suites run over both."""

from dataclasses import dataclass
from datetime import timedelta

import pyarrow as pa
from pyiceberg.catalog import Catalog

from modelgov import wire
from modelgov.lake.committer import Committer
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.record.column import Table
from modelgov.settings import Settings
from sample import at


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """The settings of one lake and what `wire` makes of them."""

    settings: Settings

    def catalog(self) -> Catalog:
        return wire.catalog(self.settings)

    def lake(self) -> Lake:
        return wire.lake(self.settings)

    def journal(self) -> Journal:
        return wire.journal(self.settings)

    def committer(
        self, journal: Journal, lake: Lake, *, keep: timedelta = timedelta(days=7), minute: float = 60
    ) -> Committer:
        """A committer whose clock stands still."""
        return Committer(journal, lake, keep=keep, clock=lambda: at(minute))


def landed(lake: Lake, table: Table, rows: pa.Table, *, after: int, position: int) -> bool:
    """Whether rows got into a table that should hold the journal up to `after`, in a commit of their own."""
    files = lake.grow(table, after=after)
    if files is None:
        return False
    files.add(rows)
    return bool(lake.append(files, position=position))

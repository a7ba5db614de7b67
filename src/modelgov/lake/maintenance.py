"""Upkeep of the lake's tables: small files are put together, files that nothing names are removed.

Rows are never changed: a compaction writes the same rows of a partition into one file. It commits on
the condition that no append came in between.
"""

import time
from collections import defaultdict
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from pyiceberg.exceptions import CommitFailedException
from pyiceberg.expressions import And, EqualTo, GreaterThanOrEqual, LessThan, Reference
from pyiceberg.expressions.literals import literal
from pyiceberg.table import Table as IcebergTable

from modelgov.lake.location import local_path

MOST_FILES = 64  # in one partition: a day of commits a minute apart reads in a tenth of a second
ORPHAN_AGE = timedelta(days=1)  # younger files may belong to a commit that is still being written


@dataclass(frozen=True, slots=True, kw_only=True)
class Partition:
    """One month (counted from January 1970) and region, and how many files hold it."""

    month: int
    region: str
    files: int

    @property
    def begin(self) -> datetime:
        """The first moment of the month."""
        return datetime(1970 + self.month // 12, self.month % 12 + 1, 1, tzinfo=UTC)

    @property
    def end(self) -> datetime:
        """The first moment after the month."""
        after = self.month + 1
        return datetime(1970 + after // 12, after % 12 + 1, 1, tzinfo=UTC)


def crowded(opened: IcebergTable, most: int = MOST_FILES) -> tuple[Partition, ...]:
    """Partitions that more files hold than is good for reading."""
    counts: dict[tuple[int, str], int] = defaultdict(int)
    for task in opened.scan().plan_files():
        month, region = task.file.partition[0], task.file.partition[1]
        counts[(month, region)] += 1
    return tuple(
        Partition(month=month, region=region, files=files)
        for (month, region), files in sorted(counts.items())
        if files > most
    )


def compact(opened: IcebergTable, partition: Partition) -> bool:
    """Write one partition's rows into one file, sorted by asset; False when an append was faster."""
    where = And(
        EqualTo(term=Reference("region"), value=literal(partition.region)),
        And(
            GreaterThanOrEqual(term=Reference("observed_at"), value=literal(partition.begin)),
            LessThan(term=Reference("observed_at"), value=literal(partition.end)),
        ),
    )
    rows = (
        opened.scan(row_filter=where).to_arrow().sort_by([("asset", "ascending"), ("position", "ascending")])
    )
    try:
        opened.overwrite(rows, overwrite_filter=where)
    except CommitFailedException:
        return False
    return True


def remove_orphans(opened: IcebergTable, older_than: timedelta = ORPHAN_AGE) -> int:
    """Remove local files below the table that no snapshot names and that are old; returns how many.

    Only for a lake in a folder, and only by the process that holds the committer's lock.
    """
    root = Path(local_path(opened.location()))
    if not root.is_absolute():
        return 0
    named = _named(opened)
    limit = time.time() - older_than.total_seconds()
    orphans = [
        path
        for path in root.rglob("*")
        if path.is_file() and str(path) not in named and path.stat().st_mtime < limit
    ]
    for path in orphans:
        path.unlink()
    return len(orphans)


def _named(opened: IcebergTable) -> set[str]:
    """Every file that the table's metadata leads to."""
    metadata = opened.metadata
    named = {opened.metadata_location, *(entry.metadata_file for entry in metadata.metadata_log)}
    for snapshot in metadata.snapshots:
        named.add(snapshot.manifest_list)
        for manifest in snapshot.manifests(opened.io):
            named.add(manifest.manifest_path)
            named |= {
                entry.data_file.file_path
                for entry in manifest.fetch_manifest_entry(opened.io, discard_deleted=False)
            }
    return {local_path(location) for location in named}

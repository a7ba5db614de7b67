"""The lake: one append-only Iceberg table for each row of `record.shape.TABLES`, through PyIceberg.

How far a table holds the journal stands in its own metadata (`modelgov.position`), written in the
same commit as the rows: a crash between the journal and the lake loses and doubles nothing.
"""

import contextlib
import hashlib
from dataclasses import dataclass
from datetime import datetime
from functools import cache

import pyarrow as pa
import pyarrow.compute as pc
from pyiceberg.catalog import Catalog
from pyiceberg.exceptions import CommitFailedException, NamespaceAlreadyExistsError, TableAlreadyExistsError
from pyiceberg.expressions import AlwaysTrue, And, EqualTo, GreaterThan, LessThanOrEqual, Reference
from pyiceberg.expressions.literals import literal
from pyiceberg.partitioning import PartitionField, PartitionSpec
from pyiceberg.schema import Schema
from pyiceberg.table import Table as IcebergTable
from pyiceberg.table.update import AssertRefSnapshotId, AssertTableUUID, SetPropertiesUpdate
from pyiceberg.transforms import IdentityTransform, MonthTransform
from pyiceberg.types import BooleanType, DoubleType, LongType, NestedField, StringType, TimestamptzType

from modelgov.errors import StoreError
from modelgov.lake.catalog import reaching
from modelgov.lake.flatten import columns_of
from modelgov.lake.growing import GrowingFiles
from modelgov.lake.location import local_path, sync_files
from modelgov.lake.maintenance import compact, crowded, remove_orphans
from modelgov.record.column import Table, Type
from modelgov.record.shape import TABLES

POSITION = "modelgov.position"
COLUMNS = "modelgov.columns"
ICEBERG_TYPES = {
    Type.TEXT: StringType(),
    Type.LONG: LongType(),
    Type.DOUBLE: DoubleType(),
    Type.BOOLEAN: BooleanType(),
    Type.TIME: TimestamptzType(),
    Type.JSON: StringType(),
}
PROPERTIES = {
    "format-version": "2",
    "write.parquet.compression-codec": "zstd",
    # The committer must look at the position again before it tries again: no blind retry.
    "commit.retry.num-retries": "0",
    "commit.manifest-merge.enabled": "true",
    "commit.manifest.min-count-to-merge": "20",
    # Appends slow down with every metadata file and snapshot that is kept.
    "write.metadata.delete-after-commit.enabled": "true",
    "write.metadata.previous-versions-max": "20",
}
SNAPSHOTS_KEPT = 20
MAIN = "main"  # the branch that every commit goes to
reached = reaching("catalog and files of the lake")


@dataclass(frozen=True, slots=True, kw_only=True)
class Files:
    """The Parquet files of one table at one snapshot, and how far they hold the journal."""

    paths: tuple[str, ...]
    position: int


class Lake:
    """The Iceberg tables of one database in one catalog."""

    def __init__(self, catalog: Catalog, database: str) -> None:
        self._catalog = catalog
        self._database = database

    @reached
    def create(self) -> None:
        """Make the database and the tables that are missing, and add columns that are new.

        The database says which columns its tables have got: opening each to look takes a second.
        """
        with contextlib.suppress(NamespaceAlreadyExistsError):
            self._catalog.create_namespace(self._database)
        existing = {identifier[-1] for identifier in self._catalog.list_tables(self._database)}
        for table in TABLES:
            if table.name not in existing:
                self._create(table)
        columns = _columns_digest()
        if self._catalog.load_namespace_properties(self._database).get(COLUMNS) != columns:
            for table in TABLES:
                if table.name in existing:
                    self._widen(table)
            self._catalog.update_namespace_properties(self._database, updates={COLUMNS: columns})

    def _create(self, table: Table) -> None:
        schema = schema_of(table)
        with contextlib.suppress(TableAlreadyExistsError):  # another process was first, with the same rows
            self._catalog.create_table(
                (self._database, table.name),
                schema=schema,
                partition_spec=partition_of(schema),
                properties=PROPERTIES,
            )

    def _widen(self, table: Table) -> None:
        opened = self._open(table)
        known = set(opened.schema().column_names)
        missing = [column for column in columns_of(table) if column.name not in known]
        if missing:
            # When another process is first, it adds the same columns.
            with contextlib.suppress(CommitFailedException), opened.update_schema() as update:
                for column in missing:
                    update.add_column(column.name, ICEBERG_TYPES[column.type], column.meaning)

    def _open(self, table: Table) -> IcebergTable:
        return self._catalog.load_table((self._database, table.name))

    @reached
    def snapshots(self) -> dict[str, int]:
        """The current snapshot of each table that has one."""
        opened = {table.name: self._open(table).current_snapshot() for table in TABLES}
        return {name: snapshot.snapshot_id for name, snapshot in opened.items() if snapshot is not None}

    @reached
    def positions(self) -> dict[str, int]:
        """How far each table holds the journal; 0 where it holds nothing."""
        return {table.name: _position(self._open(table)) for table in TABLES}

    @reached
    def grow(self, table: Table, *, after: int) -> GrowingFiles | None:
        """Begin the files of one commit; None when another committer moved the table beyond `after`."""
        opened = self._open(table)
        return GrowingFiles(opened) if _position(opened) == after else None

    @reached
    def append(self, files: GrowingFiles, *, position: int) -> bool:
        """Commit rows together with the journal position that they reach.

        False when another committer was faster since the files were begun: nothing is written then, and the
        caller reads the positions again.
        """
        opened = files.opened
        before = opened.metadata_location
        try:
            if files.rows:
                added = files.finished()
                with opened.transaction() as transaction:
                    with transaction.update_snapshot().merge_append() as append:
                        for file in added:
                            append.append_data_file(file)
                    transaction.set_properties({POSITION: str(position)})
            else:
                self._move(opened, position)
        except CommitFailedException:
            return False
        sync_files(opened, before)
        return True

    def _move(self, opened: IcebergTable, position: int) -> None:
        """Commit the position alone, on the condition that no rows came in between.

        A transaction of properties has no such condition, and would set the position back.
        """
        self._catalog.commit_table(
            opened,
            (
                AssertTableUUID(uuid=opened.metadata.table_uuid),
                AssertRefSnapshotId.model_validate(
                    {"ref": MAIN, "snapshot-id": opened.metadata.current_snapshot_id}
                ),
            ),
            (SetPropertiesUpdate(updates={POSITION: str(position)}),),
        )
        opened.refresh()

    @reached
    def maintain(self, table: Table) -> None:
        """Put small files together, forget old snapshots, and remove files that nothing names."""
        opened = self._open(table)
        if len(opened.metadata.snapshots) == 1:
            return  # nothing is old, and there is nothing to put together
        before = opened.metadata_location
        for partition in crowded(opened):
            if compact(opened, partition):
                opened.refresh()
                sync_files(opened, before)
        self.expire(table)
        opened.refresh()
        remove_orphans(opened)

    @reached
    def expire(self, table: Table, keep: int = SNAPSHOTS_KEPT) -> int:
        """Forget all but the newest snapshots; as-of questions never use them. Returns how many."""
        opened = self._open(table)
        snapshots = sorted(opened.metadata.snapshots, key=lambda snapshot: snapshot.sequence_number or 0)
        old = [snapshot.snapshot_id for snapshot in snapshots[:-keep]]
        if old:
            opened.maintenance.expire_snapshots().by_ids(old).commit()
        return len(old)

    @reached
    def files(self, table: Table) -> Files:
        """The table's data files now; refuses a table that some engine deleted rows from."""
        opened = self._open(table)
        tasks = list(opened.scan().plan_files())
        if any(task.delete_files for task in tasks):
            raise StoreError(
                what=f"The table {table.name} has delete files, but the lake is append-only.",
                where=opened.location(),
                remedy="Find out what deleted rows from it, and roll the table back to before that.",
            )
        return Files(
            paths=tuple(sorted(local_path(task.file.file_path) for task in tasks)),
            position=_position(opened),
        )

    @reached
    def rows(self, table: Table, *, asset: str | None = None, until: int | None = None) -> pa.Table:
        """Rows of a table, of one asset and up to a position if said, by PyIceberg: for lakes on S3."""
        of_one = EqualTo(term=Reference("asset"), value=literal(asset)) if asset is not None else AlwaysTrue()
        known = (
            LessThanOrEqual(term=Reference("position"), value=literal(until))
            if until is not None
            else AlwaysTrue()
        )
        return self._open(table).scan(row_filter=And(of_one, known)).to_arrow()

    @reached
    def first_after(self, table: Table, at: datetime) -> int | None:
        """The first position in a table of what was seen after a moment."""
        later = self._open(table).scan(
            row_filter=GreaterThan(term=Reference("observed_at"), value=literal(at)),
            selected_fields=("position",),
        )
        found: int | None = pc.min(later.to_arrow()["position"]).as_py()
        return found

    @reached
    def seen_at(self, table: Table, position: int) -> datetime | None:
        """When the row of a position was seen; None where the table has none."""
        there = self._open(table).scan(
            row_filter=EqualTo(term=Reference("position"), value=literal(position)),
            selected_fields=("observed_at",),
        )
        found: datetime | None = pc.min(there.to_arrow()["observed_at"]).as_py()
        return found


def schema_of(table: Table) -> Schema:
    """The Iceberg schema of a table; field ids follow the order of its columns."""
    return Schema(
        *(
            NestedField(
                field_id=number,
                name=column.name,
                field_type=ICEBERG_TYPES[column.type],
                required=False,
                doc=column.meaning,
            )
            for number, column in enumerate(columns_of(table), start=1)
        )
    )


def partition_of(schema: Schema) -> PartitionSpec:
    """By month of `observed_at` (appends land in one partition for each region) and region."""
    return PartitionSpec(
        PartitionField(
            source_id=schema.find_field("observed_at").field_id,
            field_id=1000,
            transform=MonthTransform(),
            name="observed_month",
        ),
        PartitionField(
            source_id=schema.find_field("region").field_id,
            field_id=1001,
            transform=IdentityTransform(),
            name="region",
        ),
    )


@cache
def _columns_digest() -> str:
    """One digest of the names of all columns of all tables."""
    names = [f"{table.name}.{column.name}" for table in TABLES for column in columns_of(table)]
    return hashlib.sha256("\n".join(names).encode()).hexdigest()


def _position(opened: IcebergTable) -> int:
    return int(opened.metadata.properties.get(POSITION, "0"))

"""A table that some other engine deleted rows from is refused: we read no delete files."""

from pathlib import Path

import pyarrow as pa
import pyarrow.parquet as pq
import pytest
from place import Place, landed
from pyiceberg.manifest import (
    DataFile,
    DataFileContent,
    FileFormat,
    ManifestContent,
    ManifestEntry,
    ManifestEntryStatus,
    ManifestWriterV2,
    write_manifest_list,
)
from pyiceberg.table import Table as IcebergTable
from pyiceberg.table.snapshots import Operation, Snapshot, Summary
from pyiceberg.table.update import AddSnapshotUpdate, SetSnapshotRefUpdate

from modelgov.errors import StoreError
from modelgov.lake.flatten import connection, flatten
from modelgov.record.observation import Kind
from modelgov.record.shape import TABLES
from sample import seen, version

VERSIONS = next(table for table in TABLES if table.name == "model_version_observation")


class DeletesWriter(ManifestWriterV2):
    """Writes a manifest of deletes, which PyIceberg reads but never writes."""

    def content(self) -> ManifestContent:
        """What the manifest is of."""
        return ManifestContent.DELETES


def delete_first_row(opened: IcebergTable, file: Path) -> None:
    """What another engine's merge-on-read delete leaves behind: a file of positions, and a snapshot."""
    before = opened.current_snapshot()
    assert before is not None
    (task,) = opened.scan().plan_files()
    pq.write_table(pa.table({"file_path": [task.file.file_path], "pos": pa.array([0], pa.int64())}), file)
    number = before.snapshot_id + 1
    deletes = DataFile.from_args(
        content=DataFileContent.POSITION_DELETES,
        file_path=f"file://{file}",
        file_format=FileFormat.PARQUET,
        partition=task.file.partition,
        record_count=1,
        file_size_in_bytes=file.stat().st_size,
    )
    deletes.spec_id = opened.spec().spec_id
    manifest = opened.io.new_output(f"file://{file}.manifest.avro")
    with DeletesWriter(opened.spec(), opened.schema(), manifest, number, "null") as writer:
        writer.add_entry(
            ManifestEntry.from_args(status=ManifestEntryStatus.ADDED, snapshot_id=number, data_file=deletes)
        )
    listed = f"file://{file}.list.avro"
    sequence = (before.sequence_number or 0) + 1
    with write_manifest_list(
        2, opened.io.new_output(listed), number, before.snapshot_id, sequence, "null"
    ) as manifests:
        manifests.add_manifests([*before.manifests(opened.io), writer.to_manifest_file()])
    snapshot = Snapshot.model_validate(
        {
            "snapshot-id": number,
            "parent-snapshot-id": before.snapshot_id,
            "sequence-number": sequence,
            "manifest-list": listed,
            "timestamp-ms": before.timestamp_ms + 1,
            "summary": Summary(Operation.DELETE),
            "schema-id": opened.schema().schema_id,
        }
    )
    pointer = SetSnapshotRefUpdate.model_validate(
        {"ref-name": "main", "type": "branch", "snapshot-id": number}
    )
    opened.catalog.commit_table(opened, (), (AddSnapshotUpdate(snapshot=snapshot), pointer))


def test_a_table_with_delete_files_is_refused_by_name_rather_than_read_wrongly(
    local: Place, tmp_path: Path
) -> None:
    journal, lake = local.journal(), local.lake()
    journal.record([seen(Kind.MODEL_VERSION, version(number), number) for number in (1, 2)])
    landed(lake, VERSIONS, flatten(connection(), VERSIONS, journal.after(0)), after=0, position=2)
    assert lake.files(VERSIONS).paths
    opened = local.catalog().load_table((local.settings.database, VERSIONS.name))
    delete_first_row(opened, tmp_path / "deletes.parquet")
    with pytest.raises(StoreError, match="model_version_observation has delete files"):
        lake.files(VERSIONS)
    journal.close()

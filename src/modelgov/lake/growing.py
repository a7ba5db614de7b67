"""Data files of a table while they are written: one for each partition, a row group at a time.

PyIceberg's own append wants all rows of a partitioned table in memory at once, and copies them twice; so the
rows go through its Parquet writer as they come, and only the list of files waits for the commit. Files of a
commit that never comes are named by nothing: maintenance removes them.
"""

import operator
from collections.abc import Iterator
from functools import reduce
from uuid import uuid4

import pyarrow as pa
import pyarrow.compute as pc
from pyiceberg.io.fileformat import FileFormatFactory, FileFormatWriter
from pyiceberg.manifest import DataFile, DataFileContent, FileFormat
from pyiceberg.partitioning import PartitionFieldValue, PartitionKey
from pyiceberg.table import Table as IcebergTable

from modelgov.lake.catalog import reaching

Place = tuple[object, ...]  # the values of the partition


class GrowingFiles:
    """The files that one commit of a table will add."""

    def __init__(self, opened: IcebergTable) -> None:
        self.opened = opened
        self.rows = 0
        self.waiting = 0  # bytes of rows that are not in a row group yet
        self._waiting: dict[Place, list[pa.Table]] = {}
        self._files: dict[Place, _File] = {}
        self._name = uuid4()

    def add(self, rows: pa.Table) -> None:
        """Take rows; they wait until `write`."""
        if not rows.num_rows:
            return
        rows = _fitting(rows, self.opened)
        self.rows += rows.num_rows
        self.waiting += rows.nbytes
        for place, share in self._shares(rows):
            self._waiting.setdefault(place, []).append(share)

    def _shares(self, rows: pa.Table) -> Iterator[tuple[Place, pa.Table]]:
        """The rows of each partition, in their order."""
        fields, schema = self.opened.spec().fields, self.opened.schema()
        names = [f"partition {field.name}" for field in fields]
        marked = rows
        for name, field in zip(names, fields, strict=True):
            source = schema.find_field(field.source_id)
            values = field.transform.pyarrow_transform(source.field_type)(rows[source.name])
            marked = marked.append_column(name, values)
        places = marked.select(names).group_by(names).aggregate([]).to_pylist()
        for place in places:
            share = rows
            if len(places) > 1:
                of_it = reduce(operator.and_, (pc.field(name) == place[name] for name in names))
                share = marked.filter(of_it).select(rows.column_names)
            yield tuple(place.values()), share

    @reaching("files of the lake")
    def write(self) -> None:
        """Write what waits, a row group for each partition."""
        while self._waiting:
            place, shares = self._waiting.popitem()
            if place not in self._files:
                self._files[place] = _File(self.opened, place, f"{len(self._files):05}-{self._name}")
            self._files[place].write(pa.concat_tables(shares))
        self.waiting = 0

    @reaching("files of the lake")
    def finished(self) -> list[DataFile]:
        """Write what waits and close all files, ready to be committed."""
        self.write()
        return [file.close() for file in self._files.values()]


class _File:
    """One Parquet file of a partition."""

    def __init__(self, opened: IcebergTable, place: Place, name: str) -> None:
        spec, schema = opened.spec(), opened.schema()
        self._spec = spec.spec_id
        self._key = PartitionKey(
            field_values=[
                PartitionFieldValue(field=field, value=value)
                for field, value in zip(spec.fields, place, strict=True)
            ],
            partition_spec=spec,
            schema=schema,
        )
        model = FileFormatFactory.get(FileFormat.PARQUET)
        location = opened.location_provider().new_data_location(f"{name}.{model.file_extension()}", self._key)
        self._output = opened.io.new_output(location)
        self._writer: FileFormatWriter = model.create_writer(self._output, schema, opened.properties)

    def write(self, rows: pa.Table) -> None:
        self._writer.write(rows)

    def close(self) -> DataFile:
        told = self._writer.close()
        return DataFile.from_args(
            content=DataFileContent.DATA,
            file_path=self._output.location,
            file_format=FileFormat.PARQUET,
            partition=self._key.partition,
            file_size_in_bytes=len(self._output),
            sort_order_id=None,
            spec_id=self._spec,
            equality_ids=None,
            key_metadata=None,
            **told.to_serialized_dict(),
        )


def _fitting(rows: pa.Table, opened: IcebergTable) -> pa.Table:
    """Rows in the table's own order of columns: added ones stand last there, and ours may lack some."""
    fields = [field for field in opened.schema().as_arrow() if field.name in rows.column_names]
    return rows.select([field.name for field in fields]).cast(pa.schema(fields))

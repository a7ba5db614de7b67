"""Journal entries -> flat, typed Arrow tables, by DuckDB's typed JSON reader.

The statement of every table is made from the rows of `record.shape`, so a column exists once.
"""

import json
from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import Any

import duckdb
import pyarrow as pa

from modelgov.lake.entry import Entry
from modelgov.record.column import DOCUMENT, STAMP, Column, Each, Part, Table, Type

BATCH = 8_192  # rows
DUCKDB_TYPES: dict[Type, str] = {
    Type.TEXT: "VARCHAR",
    Type.LONG: "BIGINT",
    Type.DOUBLE: "DOUBLE",
    Type.BOOLEAN: "BOOLEAN",
    Type.TIME: "DOUBLE",
    Type.JSON: "JSON",
}

ENTRY_SCHEMA = pa.schema(
    [
        *(("position", pa.int64()), ("kind", pa.string()), ("account_id", pa.string())),
        *(("region", pa.string()), ("asset", pa.string()), ("changed_at", pa.int64())),
        *(("observed_at", pa.int64()), ("source", pa.string()), ("actor", pa.string())),
        *(("actor_arn", pa.string()), ("deleted", pa.bool_()), ("digest", pa.string())),
        ("document", pa.binary()),
    ]
)


def columns_of(table: Table) -> tuple[Column, ...]:
    """All columns of a table in order: the stamp, its own, and the document where it is kept."""
    return (*STAMP, *table.columns, *((DOCUMENT,) if table.documented else ()))


def connection(threads: int | None = None) -> duckdb.DuckDBPyConnection:
    """A DuckDB of its own in memory, in UTC, with so many threads, or one for each processor.

    Who flattens needs one of its own, with one thread: a portion is too small for more.
    """
    opened = duckdb.connect(":memory:", config={} if threads is None else {"threads": threads})
    opened.execute("set global timezone = 'UTC'")  # of every cursor, whatever the machine's is
    return opened


def flatten(engine: duckdb.DuckDBPyConnection, table: Table, entries: Sequence[Entry]) -> pa.Table:
    """The rows of one table for entries of its kind, in the order of their positions."""
    ordered = sorted(entries, key=attrgetter("position"))  # DuckDB keeps the order that it is given
    columns = {name: [getattr(entry, name) for entry in ordered] for name in ENTRY_SCHEMA.names}
    cursor = engine.cursor()
    cursor.register("journal_entry", pa.table(columns, schema=ENTRY_SCHEMA))
    try:
        # Through a reader DuckDB does not hold all rows a second time.
        return cursor.sql(statement(table)).to_arrow_reader(BATCH).read_all()
    finally:
        cursor.close()


def statement(table: Table) -> str:
    """The statement that flattens `journal_entry` into the table."""
    stamp = [f"{_stamp(column)} as {column.name}" for column in STAMP]
    own = [f"{_value(column, table.part)} as {column.name}" for column in table.columns]
    parsed = f"select *, from_json(decode(document), '{_structure(table)}') as node from journal_entry"
    if table.part is None:
        kept = ["decode(document) as document"] if table.documented else []
        columns = ",\n    ".join([*stamp, *own, *kept])
        return f"select\n    {columns}\nfrom ({parsed})"
    columns = ",\n    ".join([*stamp, *own])
    if table.part.each is Each.SERIES:
        longest = "node" + "".join(map(_step, next(_inside(table)).path))
        places = f"select *, unnest(range(1, len({longest}) + 1)) as place from ({parsed})"
        return f"select\n    {columns}\nfrom ({places})"
    items = _items(table.part)
    unfolded = f"select * exclude (node), unnest({items}) as node from ({parsed})"
    return f"select\n    {columns}\nfrom ({unfolded})"


def _stamp(column: Column) -> str:
    return f"make_timestamptz({column.name})" if column.type is Type.TIME else column.name


def _inside(table: Table) -> Iterator[Column]:
    """The columns of a series, the first of which every row of it has."""
    return (column for column in table.columns if table.part and column.path[0] == table.part.field)


def _value(column: Column, part: Part | None) -> str:
    path = column.path
    inner = ""
    if "$" in path:
        path, rest = path[: path.index("$")], path[path.index("$") + 1 :]
        inner = "".join(f"[{step}]" if isinstance(step, int) else f".{step}" for step in rest)
    value = "node" + "".join(map(_step, path))
    if part is not None and part.each is Each.SERIES and path[0] == part.field:
        value += "[place]"
    if inner:
        return f"case when json_valid({value}) then json_extract_string({value}, '${inner}') end"
    match column.type:
        case Type.TIME:
            return f"make_timestamptz(cast(round({value} * 1e6) as bigint))"
        case Type.JSON:
            return f"cast({value} as varchar)"
        case _:
            return value


def _step(step: str | int) -> str:
    return f"[{step + 1}]" if isinstance(step, int) else f".{_quote(step)}"


def _quote(name: str) -> str:
    return '"' + name.replace('"', '""') + '"'


def _items(part: Part) -> str:
    field = f"node.{_quote(part.field)}"
    if part.each is Each.ENTRY:
        return f"map_entries({field})"
    if part.single is None:
        return field
    single = f"node.{_quote(part.single)}"
    return f"list_concat(case when {single} is null then [] else [{single}] end, coalesce({field}, []))"


def _structure(table: Table) -> str:
    """The JSON structure that DuckDB's `from_json` reads with."""
    tree: dict[Any, Any] = {}
    part = table.part
    if part is None:
        for column in table.columns:
            _plant(tree, column)
    elif part.each is Each.ENTRY:
        tree[part.field] = "MAP(VARCHAR, VARCHAR)"
    elif part.each is Each.SERIES:
        for column in table.columns:
            _plant(tree, column)
        tree[part.field] = {name: [type_] for name, type_ in tree[part.field].items()}
    else:
        item: dict[Any, Any] = {}
        for column in table.columns:
            _plant(item, column)
        tree[part.field] = [item]
        if part.single is not None:
            tree[part.single] = item
    return json.dumps(_lists(tree)).replace("'", "''")


def _plant(tree: dict[Any, Any], column: Column) -> None:
    path = column.path[: column.path.index("$")] if "$" in column.path else column.path
    *way, leaf = path
    for step in way:
        tree = tree.setdefault(step, {})
    tree.setdefault(leaf, DUCKDB_TYPES[column.type])


def _lists(node: Any) -> Any:
    """A node with the key 0 is a list of such items."""
    if isinstance(node, list):
        return [_lists(item) for item in node]
    if not isinstance(node, dict):
        return node
    if 0 in node:
        return [_lists(node[0])]
    return {key: _lists(value) for key, value in node.items()}

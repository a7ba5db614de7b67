"""Documents -> flat rows: every column equals the value at its path, through Parquet and back."""

import json
from pathlib import Path
from typing import Any

import orjson
import pyarrow.parquet as pq
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from modelgov.lake.entry import Entry, micros
from modelgov.lake.flatten import columns_of, connection, flatten
from modelgov.lake.journal import Journal
from modelgov.record.codec import decode
from modelgov.record.column import STAMP, Column, Each, Table, Type
from modelgov.record.observation import Kind, Source
from modelgov.record.shape import FORMS, TABLES
from sample import ACCOUNT, REGION, at, config, model, read, seen, serving, tags, version

BY_NAME = {table.name: table for table in TABLES}
TEXT = st.text(st.characters(exclude_categories=["Cs"]), max_size=12)
VALUES: dict[Type, st.SearchStrategy[Any]] = {
    Type.TEXT: TEXT,
    Type.LONG: st.integers(-(2**63), 2**63 - 1),
    Type.DOUBLE: st.floats(allow_nan=False, allow_infinity=False),
    Type.BOOLEAN: st.booleans(),
    Type.TIME: st.integers(0, 4_000_000_000_000_000).map(lambda value: value / 1e6),
    Type.JSON: st.dictionaries(TEXT, TEXT | st.integers(-9, 9) | st.none(), min_size=1, max_size=3),
}


ELSEWHERE = (
    "ModelCardContent",
    "Content",
    "Tags",
    "CustomerMetadataProperties",
)  # fields that are drawn as parts
ENGINE = connection()


def plant(node: Any, path: tuple[str | int, ...], value: Any) -> None:
    """Put a value at a path; a list on the way gets one item, JSON within text is written last."""
    *way, leaf = path
    for step, next_ in zip(way, path[1:], strict=True):
        if isinstance(step, int):
            node = node[0]
        else:
            node = node.setdefault(step, [{}] if isinstance(next_, int) else {})
    node[leaf] = value


@st.composite
def columns(draw: st.DrawFn, table: Table) -> dict[str, Any]:
    """What a table that is no part reads: each column is there or not, by chance."""
    record: dict[str, Any] = {}
    card: dict[str, Any] = {}
    text: tuple[str | int, ...] = ()
    for column in table.columns:
        if column.path[-1] in ELSEWHERE or not draw(st.booleans()):
            continue
        if "$" in column.path:
            text = column.path[: column.path.index("$")]
            plant(card, column.path[len(text) + 1 :], draw(TEXT))
        else:
            plant(record, column.path, draw(VALUES[column.type]))
    if card:
        broken = draw(st.booleans())
        plant(record, text, "{not json" if broken else json.dumps(card))
    return record


@st.composite
def documents(draw: st.DrawFn, kind: Kind) -> dict[str, Any]:
    """A record of a kind."""
    form = FORMS[kind]
    record: dict[str, Any] = {}
    for table in (table for table in TABLES if table.kind is kind):
        if table.part is None:
            record |= draw(columns(table))
        elif table.part.each is Each.SERIES:
            record[table.part.field] = draw(series(table))
        elif table.part.field != "Tags":
            for field in filter(None, (table.part.field, table.part.single)):
                if draw(st.booleans()):
                    record[field] = draw(parts(table, single=field == table.part.single))
    if "Tags" in form.fields and draw(st.booleans()):
        record["Tags"] = draw(st.dictionaries(TEXT, TEXT, min_size=1, max_size=3).map(tags))
    record[form.arn] = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}:x/y"
    record[form.created] = draw(VALUES[Type.TIME])
    if form.number is not None:
        types = [
            one.type
            for table in TABLES
            if table.kind is kind
            for one in table.columns
            if one.path == (form.number,)
        ]
        values = VALUES[types[0] if types else Type.LONG]
        record[form.number] = draw(values.filter(lambda value: value != ""))
    return record


@st.composite
def series(draw: st.DrawFn, table: Table) -> dict[str, Any]:
    """Lists of one length, the first of which is always there."""
    first, *others = inside(table)
    length = draw(st.integers(1, 3))
    found = {first.path[-1]: draw(st.lists(VALUES[first.type], min_size=length, max_size=length))}
    for column in others:
        values = st.lists(st.none() | VALUES[column.type], min_size=length, max_size=length)
        if draw(st.booleans()):
            found[column.path[-1]] = draw(values)
    return {str(name): values for name, values in found.items()}


def inside(table: Table) -> list[Column]:
    return [column for column in table.columns if table.part and column.path[0] == table.part.field]


@st.composite
def parts(draw: st.DrawFn, table: Table, *, single: bool) -> Any:
    assert table.part is not None
    if table.part.each is Each.ENTRY:
        return draw(st.dictionaries(TEXT, TEXT, min_size=1, max_size=3))
    item = st.builds(lambda found: nested(table, found), entries(table.columns))
    return draw(item) if single else draw(st.lists(item, min_size=1, max_size=3))


def entries(columns: tuple[Column, ...]) -> st.SearchStrategy[dict[str, Any]]:
    needed = [column for column in columns if column.path == ("Key",)]  # a tag without one is malformed
    return st.fixed_dictionaries(
        {column.name: VALUES[column.type] for column in needed},
        optional={column.name: VALUES[column.type] for column in columns if column not in needed},
    )


def nested(table: Table, found: dict[str, Any]) -> dict[str, Any]:
    item: dict[str, Any] = {}
    for column in table.columns:
        if column.name in found:
            plant(item, column.path, found[column.name])
    return item


def lookup(node: Any, path: tuple[str | int, ...]) -> Any:
    """What stands at a path, in plain Python: the other way to read a document."""
    for place, step in enumerate(path):
        if node is None:
            return None
        if step == "$":
            try:
                node = json.loads(node)
            except json.JSONDecodeError:
                return None
            return lookup(node, path[place + 1 :])
        node = (node[step] if len(node) > step else None) if isinstance(step, int) else node.get(step)
    return node


def expected(table: Table, document: dict[str, Any]) -> list[dict[str, Any]]:
    if table.part is None:
        nodes = [document]
    elif table.part.each is Each.SERIES:
        lists = document.get(table.part.field) or {}
        whole = {name: values for name, values in document.items() if name != table.part.field}
        nodes = [
            whole | {table.part.field: {name: values[place] for name, values in lists.items()}}
            for place, _ in enumerate(lists.get("Hour", ()))
        ]
    elif table.part.each is Each.ENTRY:
        nodes = [{"key": k, "value": v} for k, v in (document.get(table.part.field) or {}).items()]
    else:
        single = document.get(table.part.single) if table.part.single else None
        nodes = [*([single] if single is not None else []), *(document.get(table.part.field) or [])]
    return [{column.name: value_of(column, node) for column in table.columns} for node in nodes]


def value_of(column: Column, node: dict[str, Any]) -> Any:
    value = lookup(node, column.path)
    if value is None:
        return None
    match column.type:
        case Type.TIME:
            return round(value * 1e6)
        case Type.DOUBLE:
            return float(value)
        case _:
            return value


def comparable(column: Column, value: Any) -> Any:
    if value is None:
        return None
    match column.type:
        case Type.TIME:
            return micros(value)
        case Type.JSON:
            return orjson.loads(value)
        case _:
            return value


def entry(kind: Kind, record: dict[str, Any]) -> Entry:
    observation = decode(
        kind,
        orjson.dumps(record),
        account_id=ACCOUNT,
        region=REGION,
        observed_at=at(1),
        source=Source.EVENT,
    )
    return Entry(
        position=7,
        kind=kind.value,
        account_id=ACCOUNT,
        region=REGION,
        asset=observation.asset,
        changed_at=micros(observation.changed_at),
        observed_at=micros(at(1)),
        source="event",
        actor="lea",
        actor_arn=None,
        deleted=False,
        digest=observation.digest,
        document=observation.document,
    )


@pytest.mark.parametrize("kind", list(Kind))
@settings(max_examples=15, suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow])
@given(data=st.data())
def test_every_column_holds_the_value_at_its_path_through_parquet_and_back(
    kind: Kind, tmp_path: Path, data: st.DataObject
) -> None:
    taken = entry(kind, data.draw(documents(kind)))
    document = orjson.loads(taken.document)
    for table in (table for table in TABLES if table.kind is kind):
        file = tmp_path / "rows.parquet"
        pq.write_table(flatten(ENGINE, table, [taken]), file)
        rows = pq.read_table(file).to_pylist()
        found = [
            {column.name: comparable(column, row[column.name]) for column in table.columns} for row in rows
        ]
        wanted = expected(table, document)
        assert sorted(found, key=str) == sorted(wanted, key=str)
        for row in rows:
            stamp = (row["position"], micros(row["changed_at"]), micros(row["observed_at"]), row["actor"])
            assert stamp == (7, taken.changed_at, micros(at(1)), "lea")


def test_the_columns_are_the_stamp_then_the_tables_own_then_the_document() -> None:
    engine = connection()
    for table in TABLES:
        flat = flatten(engine, table, [])
        assert flat.column_names == [column.name for column in columns_of(table)]
        assert flat.column_names[: len(STAMP)] == [column.name for column in STAMP]
        assert ("document" in flat.column_names) == table.documented
    engine.close()


def test_rows_stand_in_the_order_of_their_positions(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.db")
    journal.record([seen(Kind.MODEL_VERSION, version(number), minute=number) for number in (3, 1, 2)])
    flat = flatten(connection(), BY_NAME["model_version_observation"], journal.after(0)[::-1])
    journal.close()
    assert flat.column("position").to_pylist() == [1, 2, 3]


def test_a_model_gives_its_primary_container_before_the_others(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.db")
    record = model("m", ModelDataUrl="s3://b/first") | {"Containers": [{"ModelDataUrl": "s3://b/second"}]}
    journal.record([seen(Kind.MODEL, record), seen(Kind.ENDPOINT_CONFIG, config("c", "m"))])
    table = BY_NAME["model_container_observation"]
    flat = flatten(connection(), table, journal.after(0, kind="model"))
    journal.close()
    assert flat.column("model_data_url").to_pylist() == ["s3://b/first", "s3://b/second"]


def test_a_deletion_and_coverage_become_rows_too(tmp_path: Path) -> None:
    journal = Journal(tmp_path / "journal.db")
    gone = seen(Kind.MODEL_VERSION, version(), 70, deleted=True)
    journal.record([*serving(), gone], [read(run="run-7")])
    versions = flatten(
        connection(), BY_NAME["model_version_observation"], journal.after(0, kind="model_version")
    )
    coverage = flatten(connection(), BY_NAME["coverage_observation"], journal.after(0, kind="coverage"))
    journal.close()
    assert versions.column("deleted").to_pylist() == [False, False, True]
    assert (coverage.column("run").to_pylist(), coverage.column("outcome").to_pylist()) == (
        ["run-7"],
        ["read"],
    )

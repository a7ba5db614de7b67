"""The views kept as tables in memory, and brought up to date by what the journal says has changed.

They stand in the schema `hot`, ahead of `main` on the search path, under the names of the views: a
statement reads the same either way. Only what a change touches is computed again. Ahead of both stands
`kept`, with the rows of views that a reader has asked to keep until the tables change.
"""

import threading
from collections.abc import Callable, Hashable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any, TypeVar

import duckdb
import pyarrow as pa

from modelgov.lake.entry import Closed, Entry
from modelgov.record.column import COVERAGE
from modelgov.record.observation import JUDGED, Kind
from modelgov.table.engine import Answer, Tables
from modelgov.table.followed import follow_findings, listed
from modelgov.table.scope import KEPT, Scope
from modelgov.table.session import Session
from modelgov.table.view import (
    COLD,
    GOVERNED,
    LINEAGE,
    MISSED,
    MISSED_STAGING,
    MONITORING,
    TRAINING,
    TRAINING_STAGING,
    WARM_ORDER,
    duckdb_statement,
)

PATH = "kept,hot,main"
# Cheap over tables, or asked for rarely: kept as views.
VIEWS = (
    "trail_event",
    *("group_fact", "version_fact", "model_source", "list_price", "variant_plan", "running_count"),
    *("inference_component", "scaling_target"),
    *("cost_usage", "endpoint_cost", "endpoint_cost_month", "cost_month"),
    *(*MISSED_STAGING, *MISSED, *TRAINING_STAGING, *TRAINING),
    *("lineage_said", *LINEAGE, *MONITORING),
    *("endpoint_served", *GOVERNED),
)
NOW: dict[str, str] = {
    Kind.MODEL_GROUP.value: "model_group_now",
    Kind.MODEL_VERSION.value: "model_version_now",
    Kind.MODEL.value: "model_now",
    Kind.ENDPOINT_CONFIG.value: "endpoint_config_now",
    Kind.ENDPOINT.value: "endpoint_now",
    Kind.LINEAGE_ARTIFACT.value: "lineage_artifact_now",
    Kind.LINEAGE_CONTEXT.value: "lineage_context_now",
    Kind.LINEAGE_ASSOCIATION.value: "lineage_association_now",
    Kind.MODEL_GROUP_POLICY.value: "model_group_policy_now",
    Kind.RESOURCE_SHARE.value: "resource_share_now",
    Kind.INFERENCE_COMPONENT.value: "inference_component_now",
    Kind.FINDING.value: "finding_now",
    Kind.SCALING_TARGET.value: "scaling_target_now",
    Kind.SCALING_POLICY.value: "scaling_policy_now",
    Kind.MONITORING_SCHEDULE.value: "monitoring_schedule_now",
    Kind.MONITORING_DEFINITION.value: "monitoring_definition_now",
    Kind.MONITORING_EXECUTION.value: "monitoring_execution_now",
    Kind.MONITORING_ALERT.value: "monitoring_alert_now",
    Kind.MONITORING_REPORT.value: "monitoring_report_now",
}
BY_GROUP = ("group_effective", "version_effective", "model_version", "model_group")
BY_ASSET = {"approval": "model_version_arn", "version_approval": "model_version_arn", "change": "asset"}
SERVING = (*(Kind.MODEL_VERSION, Kind.MODEL, Kind.ENDPOINT_CONFIG, Kind.ENDPOINT, Kind.INFERENCE_COMPONENT),)
# What a view over tables in the lake only changes with: dear, so kept through all other changes.
COLD_KINDS = {
    Kind.ENDPOINT_METRIC.value,
    Kind.ENDPOINT.value,
    Kind.ENDPOINT_CONFIG.value,
    Kind.INFERENCE_COMPONENT.value,
}
# Kept through changes of these kinds, with the rows that they touch computed again: all takes seconds.
FOLLOWED = "finding"
FOLLOWED_KINDS = {kind.value for kind in (Kind.MODEL_GROUP, *SERVING, Kind.TRAIL_EVENT, *JUDGED)} | {COVERAGE}
MOST_KEPT = 500  # answers
MOST = 2_000  # assets in one step beyond which everything is computed again

T = TypeVar("T")
Page = Callable[..., list[dict[str, Any]]]  # the rows of a statement in `sql/page`, by name and values


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """What one step took in: kinds and assets, up to a position of the journal."""

    position: int
    kinds: tuple[str, ...]
    assets: tuple[str, ...]


class HotTables:
    """The views as tables, for one process that serves."""

    def __init__(self, tables: Tables) -> None:
        self._tables = tables
        self._keeping = threading.Lock()
        self._changing = threading.Lock()
        self._kept: set[str] = set()
        self._answers: dict[Hashable, Any] = {}
        self._era = 0  # goes up whenever the tables change
        self._whole = False  # whether the kept tables show all that the base tables hold
        self._shown = tables.position
        self.rebuild()

    @property
    def position(self) -> int:
        """How far the tables hold the journal."""
        return self._tables.position

    @property
    def shown(self) -> int:
        """Up to where the kept tables show the journal, at least."""
        return self._shown

    def ask(self, statement: str, values: Sequence[object] = ()) -> Answer:
        """Run a statement of ours over the kept tables."""
        return self._tables.ask(statement, values, path=PATH)

    def page(self, name: str, *values: object) -> list[dict[str, Any]]:
        """The rows of a statement in `sql/page`, by column."""
        return self.ask(duckdb_statement(f"page/{name}"), values).records()

    def kept_page(self, name: str, *values: object) -> list[dict[str, Any]]:
        """The same for what many readers ask alike: computed once until the tables change."""
        return [dict(row) for row in self.once((name, values), lambda: self.page(name, *values))]

    def once(self, key: Hashable, compute: Callable[[], T]) -> T:
        """What `compute` answers, kept under the key until the tables change; nobody may alter it."""
        with self._keeping:
            era = self._era
            if key in self._answers:
                kept: T = self._answers[key]
                return kept
        answer = compute()
        with self._keeping:
            if era == self._era:  # else it may tell of tables that have changed meanwhile
                if len(self._answers) >= MOST_KEPT:
                    self._answers.clear()
                self._answers[key] = answer
        return answer

    def keep(self, name: str) -> None:
        """Hold the rows of a view, or of a statement in `sql/page`, as a table until the tables change."""
        with self._changing:
            self._hold(name)

    def _hold(self, name: str) -> None:
        if name in self._kept:
            return
        if name in COLD:
            with self.session(reach=COLD[: COLD.index(name) + 1]) as session:
                session.run(f"create or replace table kept.{name} as select * from {name}")
        else:
            source = f"select * from hot.{name}" if name in WARM_ORDER else duckdb_statement(f"page/{name}")
            with self._tables.change(PATH) as cursor:
                cursor.execute(f"create or replace table kept.{name} as {source}")
        self._kept.add(name)

    @contextmanager
    def within(self, scope: Scope) -> Iterator[Page]:
        """The statements of pages over a part of the organisation, all as of one moment."""
        with self.steady(KEPT) as session:
            for statement in scope.views():
                session.run(statement)

            def page(name: str, *values: object) -> list[dict[str, Any]]:
                return session.records(duckdb_statement(f"page/{name}"), values)

            yield page

    @contextmanager
    def steady(self, names: Sequence[str]) -> Iterator[Session]:
        """A session for which the tables stay as they are now, these views among them as tables."""
        with self.session() as session:
            with self._changing:
                for name in names:
                    self._hold(name)
                session.run("begin")
                session.run("select 1 from fallback")  # a transaction sees what was there at its first read
            yield session
            session.run("rollback")

    def _let_go(self, cursor: duckdb.DuckDBPyConnection, kinds: set[str]) -> None:
        """Have the kept tables computed again when they are next asked for.

        What no view stands behind is not dropped: somebody may be reading it.
        """
        gone = {name for name in self._kept if name not in COLD or kinds & COLD_KINDS}
        if kinds and kinds <= FOLLOWED_KINDS:
            gone.discard(FOLLOWED)
        for name in gone & set(WARM_ORDER):
            cursor.execute(f"drop table if exists kept.{name}")
        self._kept -= gone

    def _forget(self) -> None:
        with self._keeping:
            self._era += 1
            self._answers.clear()

    @contextmanager
    def session(self, *, reach: Sequence[str] = ()) -> Iterator[Session]:
        """A session over the kept tables; `reach` names the cold views that it needs, in order."""
        with self._tables.session(PATH, reach=reach) as session:
            yield session

    def bill(self, lines: pa.Table) -> None:
        """Put what AWS billed in the place of what was known of it."""
        with self._changing:
            self._tables.bill(lines)
            with self._tables.change(PATH) as cursor:
                self._let_go(cursor, set())
        self._forget()

    def documents(self, kind: Kind, asset: str) -> dict[int, bytes]:
        """Every document that was stored of one asset, by position."""
        return self._tables.documents(kind, asset)

    def closed(self) -> tuple[Closed, ...]:
        """Where nothing could be read when it was last tried."""
        return self._tables.closed()

    def close(self) -> None:
        """Let go of the memory."""
        self._tables.close()

    def rebuild(self) -> None:
        """Compute everything again."""
        with self._changing, self._tables.change("main") as cursor:
            self._let_go(cursor, COLD_KINDS)
            cursor.execute("drop schema if exists hot cascade")
            cursor.execute("create schema hot")
            cursor.execute("create schema if not exists kept")
            cursor.execute(f"set search_path = '{PATH}'")
            for name in WARM_ORDER:
                form = "view" if name in VIEWS else "table"
                cursor.execute(f"create {form} hot.{name} as {duckdb_statement(name)}")
        self._whole = True
        self._forget()

    def follow(self) -> Touched | None:
        """Take in what the journal has that is new; None when there is nothing."""
        whole, self._whole = self._whole, False  # a step that fails halfway is made good by the next
        entries = self._tables.follow()
        if not entries:
            if not whole:
                self.rebuild()
            self._whole, self._shown = True, self._tables.position
            return None
        kinds = sorted({entry.kind for entry in entries})
        assets = sorted({entry.asset for entry in entries if entry.kind != COVERAGE})
        told = {entry.asset for entry in entries if entry.kind not in (COVERAGE, *JUDGED)}
        if not whole or Kind.ACCOUNT.value in kinds or len(told) > MOST:
            self.rebuild()
        else:
            self._refresh(entries)
            self._forget()
        self._whole, self._shown = True, entries[-1].position
        return Touched(position=entries[-1].position, kinds=tuple(kinds), assets=tuple(assets))

    def catch_up(self) -> None:
        """Take in all that the journal has; for a process in which nobody else follows it."""
        while self.follow() is not None:
            pass

    def _refresh(self, entries: Sequence[Entry]) -> None:
        with self._changing, self._tables.change(PATH) as cursor:
            self._let_go(cursor, {entry.kind for entry in entries})
            for kind, name in NOW.items():
                _again(cursor, name, "asset", {e.asset for e in entries if e.kind == kind})
            groups = {
                row[0]
                for kind in (Kind.MODEL_GROUP, Kind.MODEL_VERSION)
                for row in _groups(cursor, kind, {e.asset for e in entries if e.kind == kind.value})
            }
            if any(entry.kind in SERVING for entry in entries):
                groups |= _serve(cursor)
            for name in BY_GROUP:
                _again(cursor, name, "model_group", groups)
            events = {e.asset for e in entries if e.kind == Kind.TRAIL_EVENT}
            own = {e.asset for e in entries if e.kind not in (COVERAGE, *JUDGED)}
            assets = own - events | _told(cursor, events)
            for name, column in BY_ASSET.items():
                _again(cursor, name, column, assets)
            found = sorted({entry.asset for entry in entries if entry.kind == Kind.FINDING})
            if FOLLOWED in self._kept and not follow_findings(cursor, sorted(groups), sorted(own), found):
                cursor.execute("drop table kept.finding")
                self._kept.discard(FOLLOWED)
            if any(entry.kind not in JUDGED for entry in entries):
                cursor.execute("delete from hot.coverage")
                cursor.execute(f"insert into hot.coverage {duckdb_statement('coverage')}")


def _again(cursor: duckdb.DuckDBPyConnection, name: str, column: str, values: set[str]) -> None:
    """Compute the rows of one table again whose column has one of the values."""
    if not values:
        return
    wanted = sorted(values)
    where = f"{column} in {listed(wanted)}"
    cursor.execute(f"delete from hot.{name} where {where}", wanted)
    cursor.execute(
        f"insert into hot.{name} select * from ({duckdb_statement(name)}) as computed where {where}", wanted
    )


def _groups(cursor: duckdb.DuckDBPyConnection, kind: Kind, assets: set[str]) -> list[tuple[str]]:
    """Names of the groups that the assets belong to, from every state ever seen of them."""
    if not assets:
        return []
    return cursor.execute(
        f"select distinct model_group from {kind.value}_observation"
        f" where asset in {listed(assets)} and model_group is not null",
        sorted(assets),
    ).fetchall()


def _told(cursor: duckdb.DuckDBPyConnection, events: set[str]) -> set[str]:
    """The assets that CloudTrail's events are about, as their own records name them."""
    if not events:
        return set()
    rows = cursor.execute(
        "select distinct o.asset from ("
        "select asset from model_version_observation union all select asset from endpoint_observation "
        "union all select asset from model_group_observation) as o "
        "inner join trail_event_observation as t on lower(t.resource_arn) = lower(o.asset) "
        f"where t.asset in {listed(events)}",
        sorted(events),
    ).fetchall()
    return {row[0] for row in rows}


def _serve(cursor: duckdb.DuckDBPyConnection) -> set[str]:
    """Compute the endpoints again; names of the groups whose serving is not what it was."""
    cursor.execute("create or replace temp table endpoint_before as select * from hot.endpoint")
    cursor.execute("delete from hot.endpoint")
    cursor.execute(f"insert into hot.endpoint {duckdb_statement('endpoint')}")
    rows = cursor.execute(
        "select distinct v.model_group from ("
        "(select * from endpoint_before except all select * from hot.endpoint) union all "
        "(select * from hot.endpoint except all select * from endpoint_before)) as moved "
        "inner join hot.model_version_now as v on v.asset = moved.model_version_arn "
        "where v.model_group is not null"
    ).fetchall()
    cursor.execute("drop table endpoint_before")
    return {row[0] for row in rows}

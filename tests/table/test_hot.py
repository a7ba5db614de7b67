"""The kept tables equal the views: whatever was observed, in whatever order, however it was committed."""

import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from seeing import Seeing

from modelgov import wire
from modelgov.errors import StoreError
from modelgov.lake.committer import Committer
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import Kind, Observation, Source
from modelgov.record.shape import TABLES
from modelgov.settings import Settings
from modelgov.table.engine import Tables
from modelgov.table.hot import VIEWS, HotTables
from modelgov.table.view import COLD, PUBLIC
from sample import account, arn, at, called, config, endpoint, group, model, read, seen, serving, version
from sample_finding import finding
from sample_monitoring import alert, definition, execution, report, reported, schedule
from sample_serving import policy, target

NAMES = st.sampled_from(["fraud", "churn"])
NUMBERS = st.integers(1, 3)
MINUTES = st.integers(0, 30)
SOURCES = st.sampled_from([Source.API, Source.EVENT])
KEYS = st.dictionaries(
    st.sampled_from(["owner", "Owner", "team", "bu", "env"]), st.sampled_from(["a", "b"]), max_size=3
)
STATUSES = st.sampled_from(["Approved", "Rejected", "PendingManualApproval"])
DATA = st.sampled_from(["s3://b/1", "s3://b/2"])


def some_version(number: int, of: str, status: str, modified: int, said: dict[str, str], data: str) -> Any:
    container = {"Containers": [{"ModelDataUrl": data}]}
    return version(
        number,
        of=of,
        status=status,
        modified=modified,
        CustomerMetadataProperties=said,
        InferenceSpecification=container,
    )


PACKAGES = st.builds(lambda of, number: arn("model-package", f"{of}/{number}"), NAMES, NUMBERS)
RECORDS = st.one_of(
    st.tuples(
        st.just(Kind.MODEL_VERSION), st.builds(some_version, NUMBERS, NAMES, STATUSES, MINUTES, KEYS, DATA)
    ),
    st.tuples(st.just(Kind.MODEL_GROUP), st.builds(lambda name, said: group(name, tagged=said), NAMES, KEYS)),
    st.tuples(st.just(Kind.ACCOUNT), st.builds(lambda own, units: account(own=own, units=units), KEYS, KEYS)),
    st.tuples(st.just(Kind.MODEL), st.builds(lambda url: model("m", ModelDataUrl=url), DATA)),
    st.tuples(st.just(Kind.MODEL), st.builds(lambda package: model("n", ModelPackageName=package), PACKAGES)),
    st.tuples(st.just(Kind.ENDPOINT_CONFIG), st.builds(config, st.just("c"), st.sampled_from(["m", "n"]))),
    st.tuples(
        st.just(Kind.ENDPOINT),
        st.builds(
            lambda name, status, modified: endpoint(name, "c", status, modified=modified),
            st.sampled_from(["e", "f"]),
            st.sampled_from(["InService", "Creating"]),
            MINUTES,
        ),
    ),
)
JUDGED_ASSETS = st.one_of(
    PACKAGES,
    st.builds(lambda name: arn("model-package-group", name), NAMES),
    st.builds(lambda name: arn("endpoint", name), st.sampled_from(["e", "f"])),
    st.just(arn("pipeline", "p")),
)
FOUND = st.builds(
    lambda asset, status, minute: seen(
        Kind.FINDING, finding(FindingId=f"drift-psi/{asset}", JudgedAsset=asset, Status=status), 60 + minute
    ),
    JUDGED_ASSETS,
    st.sampled_from(["fail", "unknown", "pass"]),
    MINUTES,
)
OBSERVED = st.builds(
    lambda found, minute, source, deleted: seen(
        found[0], found[1], 60 + minute, source=source, deleted=deleted
    ),
    RECORDS,
    MINUTES,
    SOURCES,
    st.sampled_from([False, False, False, True]),
)
CALLED = st.builds(
    lambda call, about, who, minute, status: called(call, about, who, minute, status=status),
    st.sampled_from(["UpdateModelPackage", "DeleteModelPackage", "DeleteEndpoint"]),
    st.one_of(PACKAGES, st.just(arn("endpoint", "E"))),
    st.sampled_from(["lea", "ben"]),
    MINUTES,
    STATUSES,
)
COVERED = st.builds(
    lambda outcome, run, asset: read(outcome, run=f"run-{run}", asset=asset, minute=60 + run),
    st.sampled_from(list(Outcome)),
    st.integers(1, 3),
    st.sampled_from(["", arn("model-package", "fraud/1")]),
)
STEPS = st.lists(
    st.tuples(st.lists(OBSERVED | CALLED | FOUND, max_size=4), st.lists(COVERED, max_size=2)),
    min_size=1,
    max_size=6,
)


ALL = tuple(name for name in PUBLIC if name not in COLD)
KEPT = tuple(name for name in ALL if name not in VIEWS)


def shown(tables: Tables | HotTables, names: tuple[str, ...] = KEPT) -> dict[str, Counter[str]]:
    """Every row of public tables, in no order: those that are kept, for the others are views over them."""
    return {
        name: Counter(str(sorted(row.items())) for row in tables.ask(f"select * from {name}").records())
        for name in names
    }


@contextmanager
def journal_of_its_own() -> Iterator[Journal]:
    with tempfile.TemporaryDirectory() as folder:
        journal = Journal(Path(folder) / "journal.db")
        yield journal
        journal.close()


@settings(max_examples=8)
@given(steps=STEPS)
def test_what_is_kept_up_step_by_step_equals_a_rebuild_and_the_views(
    empty_lake: Lake, steps: list[tuple[list[Observation], list[Coverage]]]
) -> None:
    with journal_of_its_own() as journal:
        kept = HotTables(Tables.load(journal, empty_lake, Settings()))
        for observations, coverage in steps:
            kept.keep("finding")
            journal.record(observations, coverage)
            kept.follow()
        attached = Tables.attach(journal, empty_lake, Settings())
        by_step = shown(kept)
        assert by_step == shown(attached)
        assert shown(kept, ("finding",)) == shown(attached, ("finding",))
        kept.rebuild()
        assert by_step == shown(kept)
        attached.close()


def test_every_table_that_a_serving_process_has_equals_the_view(seeing: Seeing) -> None:
    hot = seeing.hot()
    for observation in serving():
        seeing.see(observation, coverage=[read()])
        hot.follow()
    attached = Tables.attach(seeing.journal, seeing.lake, seeing.settings)
    assert shown(hot, ALL) == shown(attached, ALL)
    attached.close()


def test_a_step_says_what_it_touched(seeing: Seeing) -> None:
    hot = seeing.hot()
    assert hot.follow() is None
    seeing.see(*serving()[1:3], coverage=[read()])
    touched = hot.follow()
    assert touched is not None
    assert (touched.position, touched.kinds) == (3, ("coverage", "model_group", "model_version"))
    assert touched.assets == tuple(sorted(observation.asset for observation in serving()[1:3]))
    assert (hot.position, hot.follow()) == (3, None)


def test_more_changes_than_a_step_updates_one_by_one_are_taken_in_whole(seeing: Seeing) -> None:
    hot = seeing.hot()
    seeing.see(*(seen(Kind.MODEL_VERSION, version(number)) for number in range(1, 2_100)))
    hot.follow()
    assert hot.ask("select count(*) from model_version").rows == ((2_099,),)


def test_a_step_that_broke_off_is_made_good_by_the_next(seeing: Seeing) -> None:
    hot = seeing.hot()
    hot.ask("drop table hot.approval")
    seeing.see(*serving()[1:])
    with pytest.raises(StoreError):
        hot.follow()
    assert hot.follow() is None
    assert shown(hot) == shown(Tables.attach(seeing.journal, seeing.lake, seeing.settings))


def test_monitors_and_what_scales_are_kept_up_step_by_step(seeing: Seeing) -> None:
    hot = seeing.hot()
    names = ("monitoring_schedule", "monitoring_execution", "monitoring_alert", "drift", "scaling_target")
    drifts = [{"Feature": "age", "Method": "sketch", "Psi": 0.2}]
    for step in (
        [seen(Kind.MONITORING_DEFINITION, definition()), seen(Kind.MONITORING_SCHEDULE, schedule())],
        [seen(Kind.MONITORING_EXECUTION, execution()), reported(report(Drifts=drifts))],
        [seen(Kind.MONITORING_ALERT, alert()), seen(Kind.SCALING_TARGET, target())],
        [seen(Kind.SCALING_POLICY, policy()), seen(Kind.SCALING_TARGET, target(most=8), 90)],
        [seen(Kind.MONITORING_SCHEDULE, schedule(), 90, deleted=True)],
    ):
        seeing.see(*step)
        hot.follow()
        found = shown(hot, names)
        assert found == shown(Tables.attach(seeing.journal, seeing.lake, seeing.settings), names)
    assert [len(found[name]) for name in names] == [0, 1, 0, 1, 1]


class Halfway(Lake):
    """A lake in which a commit stops before some of the tables."""

    def __init__(self, lake: Lake, tables: int) -> None:
        super().__init__(lake._catalog, lake._database)
        self._left = tables

    def append(self, *values: Any, **named: Any) -> bool:
        """Append until the process is gone."""
        self._left -= 1
        if self._left < 0:
            raise EOFError
        appended: bool = super().append(*values, **named)
        return appended


def test_the_answer_is_the_same_before_during_and_after_a_commit(tmp_path: Path) -> None:
    chosen = Settings(data=str(tmp_path))
    journal, lake = wire.journal(chosen), wire.lake(chosen)
    journal.record(serving(), [read(), read(Outcome.DENIED, run="run-2")])
    later = replace(serving()[2], changed_at=at(90), digest="other", document=serving()[3].document)
    journal.record([later])

    def answers() -> list[dict[str, Counter[str]]]:
        attached = Tables.attach(journal, lake, chosen)
        loaded = HotTables(Tables.load(journal, lake, chosen))
        found = [shown(attached), shown(loaded)]
        attached.close()
        return found

    before = answers()
    assert before[0] == before[1]
    for done in (2, 5):
        halfway = Committer(journal, Halfway(lake, done), keep=timedelta(0), clock=lambda: at(10_000))
        with pytest.raises(EOFError):
            halfway.commit()
        assert any(lake.positions().values())
        assert answers() == before
    committed = Committer(journal, lake, keep=timedelta(0), clock=lambda: at(10_000)).commit()
    assert committed is not None
    assert committed.forgotten == 10
    assert journal.after(0) == []
    assert answers() == before
    assert len(TABLES) > 5
    journal.close()

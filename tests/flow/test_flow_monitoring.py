"""Monitors, their executions and their reports, from the emulated AWS into the tables."""

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import numpy as np
import orjson
import pytest
from flow_world import World, documents_of, newest_of, now

from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.demo.aws.monitoring.dataset import Column, Recipe, column
from modelgov.demo.emulator import Emulator
from modelgov.demo.organisation.monitoring import Fate
from modelgov.demo.organisation.step import DAY
from modelgov.demo.organisation.watched import results_bucket
from modelgov.flow.collect import Parts, Progress, Summary, Wish, collect
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.record.coverage import Outcome
from modelgov.settings import Settings
from modelgov.table.engine import Tables
from monitored import (
    ACCOUNT,
    FATES,
    REGION,
    cell,
    end_of_history,
    endpoint_of,
    monitored_aws,
    watched_endpoint,
)

END = end_of_history()
BASELINE_ROWS = 4_000
BUCKET = results_bucket(cell(END))


@dataclass
class Seen:
    """What one journal came to hold, and how it is asked."""

    world: World
    tables: Tables

    def ask(self, statement: str) -> list[dict[str, Any]]:
        self.tables.follow()
        return self.tables.ask(statement).records()


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with (
        monitored_aws(tmp_path_factory.mktemp("monitored"), END) as running,
        pytest.MonkeyPatch.context() as env,
    ):
        for name, value in running.environment(GOVERNANCE).items():
            env.setenv(name, value)
        yield running


@contextmanager
def seeing(cloud: Emulator, folder: Path, lake: Lake) -> Iterator[Seen]:
    journal = Journal(folder / "journal.db")
    tables = Tables.load(journal, lake, Settings())
    tables.define()
    yield Seen(world=World(aws=cloud, journal=journal, accounts=[ACCOUNT]), tables=tables)
    cloud.faults([])
    tables.close()
    journal.close()


@pytest.fixture(scope="module")
def collected(
    cloud: Emulator, empty_lake: Lake, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Seen, Summary]]:
    """One collection of everything, for the tests that only look."""
    with seeing(cloud, tmp_path_factory.mktemp("collected"), empty_lake) as seen:
        yield seen, seen.world.collect(full=False)


@pytest.fixture
def fresh(cloud: Emulator, empty_lake: Lake, tmp_path: Path) -> Iterator[Seen]:
    with seeing(cloud, tmp_path, empty_lake) as seen:
        yield seen


def pages(call: Callable[..., Any], items: str, **given: Any) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = []
    while True:
        page = call(MaxResults=100, **given)
        found += page[items]
        if "NextToken" not in page:
            return found
        given["NextToken"] = page["NextToken"]


def test_schedules_executions_and_alerts_are_as_many_as_boto3_counts(
    cloud: Emulator, collected: tuple[Seen, Summary]
) -> None:
    seen, _ = collected
    client = cloud.client("sagemaker", ACCOUNT, REGION)
    schedules = pages(client.list_monitoring_schedules, "MonitoringScheduleSummaries")
    executions = pages(client.list_monitoring_executions, "MonitoringExecutionSummaries")
    changes = pages(client.list_monitoring_alert_history, "MonitoringAlertHistory")
    alerts = [
        one
        for schedule in schedules
        for one in pages(
            client.list_monitoring_alerts,
            "MonitoringAlertSummaries",
            MonitoringScheduleName=schedule["MonitoringScheduleName"],
        )
    ]
    wanted = {
        "monitoring_schedule": len(schedules),
        "monitoring_execution": len(executions),
        "monitoring_alert": len(alerts),
        "monitoring_alert_change_observation": len(changes),
    }
    assert wanted["monitoring_execution"] > 30
    assert {name: seen.ask(f"select count(*) as n from {name}")[0]["n"] for name in wanted} == wanted
    told = Counter(one["MonitoringExecutionStatus"] for one in executions)
    rows = seen.ask("select execution_status as s, count(*) as n from monitoring_execution group by s")
    assert {row["s"]: row["n"] for row in rows} == told


def test_every_fate_of_a_monitor_shows(collected: tuple[Seen, Summary]) -> None:
    seen, _ = collected
    rows = seen.ask("select * from monitoring_coverage")
    states = {(row["endpoint_name"], row["monitoring_type"]): row["monitoring_state"] for row in rows}
    assert len(states) == 4 * (len(FATES) + 1)
    for fate, kinds in FATES.items():
        wanted = {Fate.STOPPED: "stopped", Fate.DENIED: "only failing"}
        wanted |= {Fate.NOTHING: "only failing", Fate.BROKEN: "only failing"}
        assert states[endpoint_of(fate), "DataQuality"] == wanted.get(fate, "ok"), fate
        for kind in {"ModelQuality", "ModelBias", "ModelExplainability"} - set(kinds):
            assert states[endpoint_of(fate), kind] == "missing"
    assert states["unwatched-endpoint", "DataQuality"] == "missing"
    schedules = {row["endpoint_name"]: row for row in seen.ask("select * from monitoring_schedule")}
    assert "Could not assume role" in schedules[endpoint_of(Fate.DENIED)]["last_failure_reason"]
    assert "Job inputs had no data" in schedules[endpoint_of(Fate.NOTHING)]["last_failure_reason"]
    assert "Encoding mismatch" in schedules[endpoint_of(Fate.BROKEN)]["last_failure_reason"]
    assert {row["baseline_state"] for row in schedules.values()} == {"read"}
    mistaken = f"endpoint_name = '{endpoint_of(Fate.MISTAKEN)}'"
    checks = seen.ask(f"select distinct constraint_type as c from violation where {mistaken}")
    assert {"missing_column_check"} <= {row["c"] for row in checks}


def test_missing_and_cut_reports_are_named_and_the_rest_is_read(collected: tuple[Seen, Summary]) -> None:
    seen, summary = collected
    named = {gap.asset: gap for gap in summary.gaps if gap.asset}
    assert {gap.operation for gap in summary.gaps} == {"GetObject"}
    by_fate = {
        fate: [gap for asset, gap in named.items() if f"/{endpoint_of(fate)}-data-quality/" in asset]
        for fate in (Fate.DELETED, Fate.TRUNCATED)
    }
    assert [gap.outcome for gap in by_fate[Fate.DELETED]] == [Outcome.FAILED] * 3
    assert all("The report is missing" in gap.reason for gap in by_fate[Fate.DELETED])
    assert [gap.outcome for gap in by_fate[Fate.TRUNCATED]] == [Outcome.MALFORMED] * 3
    assert all("it is not JSON" in gap.reason for gap in by_fate[Fate.TRUNCATED])
    assert len(named) == 6
    shown = {row["named_asset"] for row in seen.ask("select named_asset from coverage where gap")}
    assert named.keys() <= shown
    rows = seen.ask("select endpoint_name as e, report_state as s from monitoring_execution")
    assert {row["s"] for row in rows if row["e"] == endpoint_of(Fate.WELL)} == {"read"}
    states = Counter((row["e"], row["s"]) for row in rows)
    assert states[endpoint_of(Fate.DELETED), "read"] == 3  # those of the model quality monitor


def raw_psi(then: Any, here: Any) -> float:
    """The stability index by numpy, over the deciles of the raw baseline."""
    ordered = np.sort(then)
    edges = np.unique([ordered[int(np.ceil(place * len(ordered) / 10)) - 1] for place in range(1, 10)])

    def shares(values: Any) -> Any:
        counts = np.bincount(np.searchsorted(edges, values, side="left"), minlength=len(edges) + 1) + 0.5
        return counts / counts.sum()

    first, second = shares(then), shares(here)
    return float(((second - first) * np.log(second / first)).sum())


def raw_ks(then: Any, here: Any) -> float:
    points = np.unique(np.concatenate((then, here)))
    below = [np.searchsorted(np.sort(values), points, side="right") / len(values) for values in (then, here)]
    return float(np.abs(below[0] - below[1]).max())


def word_psi(then: Column, here: Column) -> float:
    words = sorted({word for one in (then, here) for word in one.as_words() if word is not None})
    counts = [np.array([one.as_words().count(word) for word in words]) + 0.5 for one in (then, here)]
    first, second = (one / one.sum() for one in counts)
    return float(((second - first) * np.log(second / first)).sum())


def raw(recipe: Recipe, feature: str, at: float) -> Column:
    return column(recipe, next(one for one in recipe.features if one.name == feature), at)


def test_drift_from_the_sketches_agrees_with_the_raw_data(collected: tuple[Seen, Summary]) -> None:
    seen, _ = collected
    rows = seen.ask("select * from drift")
    compared: Counter[str] = Counter()
    for fate in (Fate.WELL, Fate.STOPPED):
        recipe = watched_endpoint(fate, END).recipe
        baseline = replace(recipe, rows=BASELINE_ROWS)
        for row in (row for row in rows if row["endpoint_name"] == endpoint_of(fate)):
            then = raw(baseline, row["feature"], recipe.turns - 200 * DAY)
            here = raw(recipe, row["feature"], row["scheduled_at"].timestamp())
            assert (row["baseline_count"], row["current_count"]) == (len(then.present), len(here.present))
            if row["method"] == "words":
                assert row["psi"] == pytest.approx(word_psi(then, here), abs=1e-9)
                assert row["ks"] is None
            else:
                assert row["ks"] == pytest.approx(raw_ks(then.present, here.present), abs=0.01)
                assert row["psi"] == pytest.approx(raw_psi(then.present, here.present), abs=0.01)
            compared[f"{fate.name} {row['feature']}"] += 1
    assert len(compared) >= 20
    assert max(row["psi"] for row in rows if row["endpoint_name"] == endpoint_of(Fate.WELL)) > 0.1


def test_the_weights_of_every_sketch_add_up_to_the_values_that_are_present(
    collected: tuple[Seen, Summary],
) -> None:
    seen, _ = collected
    rows = seen.ask("select num_present, sketch_json from feature_statistic where sketch_json is not null")
    assert len(rows) > 100
    for row in rows:
        levels = orjson.loads(row["sketch_json"])
        assert sum(len(level) * 2**place for place, level in enumerate(levels)) == row["num_present"]


def test_violations_of_all_four_forms_carry_the_numbers_of_their_words(
    collected: tuple[Seen, Summary],
) -> None:
    seen, _ = collected
    rows = seen.ask(f"select * from violation where endpoint_name = '{endpoint_of(Fate.WELL)}'")
    assert {row["monitoring_type"] for row in rows} == set(FATES[Fate.WELL])
    for row in rows:
        assert row["observed"] is not None, row
        assert str(row["observed"]) in row["description"] or row["constraint_type"] == "data_type_check"
    assert {row["feature"] is not None for row in rows if row["monitoring_type"] == "DataQuality"} == {True}
    assert {row["facet"] for row in rows if row["monitoring_type"] == "ModelBias"} == {"gender"}
    (shap,) = {row["threshold"] for row in rows if row["monitoring_type"] == "ModelExplainability"}
    assert shap == 0.9


def test_a_metric_that_is_no_number_is_null_with_its_reason(collected: tuple[Seen, Summary]) -> None:
    seen, _ = collected
    rows = seen.ask("select * from quality_metric where report_origin = 'execution'")
    few = [row for row in rows if row["endpoint_name"] == endpoint_of(Fate.DELETED)]
    assert {row["standard_deviation"] for row in few} == {None}
    assert all("NaN" in row["deviation_reason"] for row in few)
    many = [row for row in rows if row["endpoint_name"] == endpoint_of(Fate.WELL)]
    quality = [row for row in many if row["monitoring_type"] == "ModelQuality"]
    assert all(row["standard_deviation"] is not None and row["threshold"] is not None for row in quality)
    assert all(row["item_count"] > 0 for row in quality)
    nameless = [row for row in many if row["metric_name"] == "CDDL"]
    assert {(row["metric_value"], row["value_reason"]) for row in nameless} == {
        (None, "Group variable is empty or not provided")
    }
    shap = [row for row in many if row["monitoring_type"] == "ModelExplainability"]
    assert all(row["feature"] and row["baseline_value"] is not None for row in shap)


def test_a_second_run_reads_no_report_again_and_stores_nothing(
    cloud: Emulator, collected: tuple[Seen, Summary]
) -> None:
    seen, _ = collected
    for full in (False, True):
        cloud.reset_counts()
        summary = seen.world.collect(full=full)
        assert (summary.recorded.new, summary.recorded.changed) == (0, 0)
        counts = cloud.counts()["calls"]
        # Only what could not be read is tried again.
        assert counts.get(f"s3|GetObject|{ACCOUNT}|{REGION}", 0) <= 6


def test_a_denied_bucket_is_coverage_by_report_and_is_read_once_it_is_open(
    cloud: Emulator, fresh: Seen
) -> None:
    cloud.faults([{"service": "s3", "code": "AccessDenied", "message": "Access Denied", "status": 403}])
    summary = fresh.world.collect(full=False)
    denied = [gap for gap in summary.gaps if gap.outcome is Outcome.DENIED and gap.asset]
    assert len(denied) > 50
    assert all(gap.asset.startswith(f"s3://{BUCKET}/") for gap in denied)
    assert fresh.world.entries("monitoring_report") == []
    assert len(fresh.world.entries("monitoring_execution")) > 30
    cloud.faults([])
    again = fresh.world.collect(full=True)
    assert len([gap for gap in again.gaps if gap.asset]) == 6
    assert fresh.ask("select count(*) as n from coverage where gap and outcome = 'denied'") == [{"n": 0}]
    assert fresh.ask("select count(*) as n from drift")[0]["n"] > 50


def test_gigantic_and_foreign_reports_are_named_and_a_run_that_was_stopped_loses_none(
    cloud: Emulator, fresh: Seen
) -> None:
    s3 = cloud.client("s3", ACCOUNT, REGION)
    listed = s3.list_objects_v2(Bucket=BUCKET, Prefix="monitoring/well-endpoint/reports/")["Contents"]
    keys = sorted(one["Key"] for one in listed if "data-quality" in one["Key"])
    large, foreign, shapeless = [key for key in keys if key.endswith("/statistics.json")]
    kept = {key: s3.get_object(Bucket=BUCKET, Key=key)["Body"].read() for key in (large, foreign, shapeless)}
    s3.put_object(Bucket=BUCKET, Key=large, Body=b" " * 1_000_001)
    s3.put_object(Bucket=BUCKET, Key=foreign, Body=b"<html>gone</html>")
    s3.put_object(Bucket=BUCKET, Key=shapeless, Body=b'{"features": [{"name": "a"}, 7]}')
    try:
        with pytest.raises(KeyboardInterrupt):
            run(fresh.world, stop_after="ListMonitoringAlerts")
        summary = run(fresh.world)
    finally:
        for key, body in kept.items():
            s3.put_object(Bucket=BUCKET, Key=key, Body=body)
    named = {gap.asset.removeprefix(f"s3://{BUCKET}/"): gap for gap in summary.gaps if gap.asset}
    assert named[large].outcome is Outcome.MALFORMED
    assert "more than the 1 MB" in named[large].reason
    assert "it is not JSON" in named[foreign].reason
    assert "an item of features is not an object" in named[shapeless].reason
    assert len(named) == 6 + 3
    read = Counter(orjson.loads(one.document)["Report"] for one in fresh.world.entries("monitoring_report"))
    assert read["violations"] >= 6
    assert read["statistics"] > 15


def run(world: World, *, stop_after: str = "") -> Summary:
    """An incremental run that takes reports of one megabyte at most; it may be stopped on its way."""

    def watched(progress: Progress) -> None:
        if stop_after and progress.operation == stop_after:
            raise KeyboardInterrupt

    parts = Parts(
        door=world.door(),
        journal=world.journal,
        clock=now,
        documents=documents_of(world.journal),
        newest=newest_of(world.journal),
        progress=watched,
    )
    wish = Wish(
        accounts=(ACCOUNT,),
        regions=(REGION,),
        threads=2,
        overlap=timedelta(minutes=10),
        horizon=timedelta(days=400),
        metric_horizon=timedelta(days=1),
        full=False,
        report_megabytes=1,
    )
    return collect(parts, wish)

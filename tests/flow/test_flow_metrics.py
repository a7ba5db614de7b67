"""Metrics from CloudWatch to the tables, hour by hour, against what boto3 is answered itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from statistics import mean, median
from typing import Any

import boto3
import past
import pytest
from flow_world import documents_of
from past import ACCOUNT, AGE_DAYS, REGION

from modelgov import wire
from modelgov.collect.aws import Access, Door
from modelgov.collect.metric import GPU
from modelgov.demo.aws.fixed import GOVERNANCE, READER_ROLE
from modelgov.demo.emulator import Emulator, emulated_aws
from modelgov.flow.collect import Parts, Summary, Wish, collect
from modelgov.lake.journal import Journal
from modelgov.settings import Settings
from modelgov.table.document import Documents
from modelgov.table.engine import Tables

HOUR, MINUTE = timedelta(hours=1), timedelta(minutes=1)
DIMENSIONS = {"EndpointName": "busy", "VariantName": "all"}
COLUMNS = (
    ("invocations", "AWS/SageMaker", "Invocations", "Sum", 1),
    ("errors_4xx", "AWS/SageMaker", "Invocation4XXErrors", "Sum", 1),
    ("errors_5xx", "AWS/SageMaker", "Invocation5XXErrors", "Sum", 1),
    ("model_latency_ms", "AWS/SageMaker", "ModelLatency", "Average", 1000),
    ("model_latency_p50_ms", "AWS/SageMaker", "ModelLatency", "p50", 1000),
    ("model_latency_p90_ms", "AWS/SageMaker", "ModelLatency", "p90", 1000),
    ("model_latency_p99_ms", "AWS/SageMaker", "ModelLatency", "p99", 1000),
    ("overhead_latency_p99_ms", "AWS/SageMaker", "OverheadLatency", "p99", 1000),
    ("cpu_percent", "/aws/sagemaker/Endpoints", "CPUUtilization", "Average", 1),
    ("gpu_percent", "/aws/sagemaker/Endpoints", "GPUUtilization", "Average", 1),
    ("disk_percent", "/aws/sagemaker/Endpoints", "DiskUtilization", "Average", 1),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """Three runs: three hours ago, now, and at once again; what each called, and the tables after them."""

    aws: Emulator
    now: datetime
    runs: tuple[Summary, ...]
    calls: tuple[Counter[str], ...]
    tables: Tables
    journal: Journal

    def ask(self, statement: str) -> list[dict[str, Any]]:
        return self.tables.ask(statement).records()

    def one(self, statement: str) -> dict[str, Any]:
        (row,) = self.ask(statement)
        return row

    def client(self, service: str) -> Any:
        return self.aws.client(service, ACCOUNT, REGION)


def run(aws: Emulator, chosen: Settings, journal: Journal, at: datetime) -> tuple[Summary, Counter[str]]:
    access = Access(
        role_name=READER_ROLE, external_id="", hub_region="us-east-1", attempts=2, threads=2, rate=1000
    )
    parts = Parts(
        door=Door(boto3.Session(), access),
        journal=journal,
        clock=lambda: at,
        documents=documents_of(journal),
        newest=Documents(journal, wire.lake(chosen)).of_kind,
        progress=lambda _: None,
    )
    wish = Wish(
        accounts=(ACCOUNT,),
        regions=(REGION,),
        threads=2,
        overlap=timedelta(minutes=10),
        horizon=timedelta(days=400),
        metric_horizon=timedelta(days=90),
        full=False,
    )
    aws.reset_counts()
    summary = collect(parts, wish)
    calls = Counter({key.split("|")[1]: number for key, number in aws.counts()["calls"].items()})
    return summary, calls


@pytest.fixture(scope="module")
def seen(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Seen]:
    folder = tmp_path_factory.mktemp("metrics")
    past.furnish(folder / "aws.state")
    chosen = Settings(data=str(folder / "data"))
    journal = wire.journal(chosen)
    now = whole(datetime.now(UTC)) + timedelta(minutes=20)  # no hour ends while the test runs
    with emulated_aws(state=folder / "aws.state") as aws, pytest.MonkeyPatch.context() as patch:
        for name, value in aws.environment(GOVERNANCE).items():
            patch.setenv(name, value)
        moments = (now - 3 * HOUR, now, now + MINUTE)
        made = [run(aws, chosen, journal, at) for at in moments]
        tables = Tables.attach(journal, wire.lake(chosen), chosen)
        yield Seen(
            aws=aws,
            now=now,
            runs=tuple(summary for summary, _ in made),
            calls=tuple(calls for _, calls in made),
            tables=tables,
            journal=journal,
        )
        tables.close()
    journal.close()


def answered(seen: Seen, row: tuple[str, str, str, str, int]) -> dict[datetime, float]:
    """One series as boto3 gets it, in our unit."""
    _, namespace, name, stat, scale = row
    dimensions = [{"Name": key, "Value": value} for key, value in DIMENSIONS.items()]
    metric = {"Namespace": namespace, "MetricName": name, "Dimensions": dimensions}
    query = {"Id": "q", "MetricStat": {"Metric": metric, "Period": 3600, "Stat": stat}}
    pages = (
        seen.client("cloudwatch")
        .get_paginator("get_metric_data")
        .paginate(
            MetricDataQueries=[query],
            StartTime=seen.now - timedelta(days=AGE_DAYS + 1),
            EndTime=whole(seen.now),
        )
    )
    results = [result for page in pages for result in page["MetricDataResults"]]
    return {
        hour.astimezone(UTC): value / scale
        for result in results
        for hour, value in zip(result["Timestamps"], result["Values"], strict=True)
    }


def whole(moment: datetime) -> datetime:
    """The end of the last hour that is asked for."""
    return (moment - timedelta(minutes=10)).replace(minute=0, second=0, microsecond=0)


def test_every_run_saw_everything(seen: Seen) -> None:
    assert [summary.gaps for summary in seen.runs] == [(), (), ()]


@pytest.mark.parametrize("row", COLUMNS, ids=lambda row: row[0])
def test_every_hour_of_a_variant_is_what_boto3_is_answered(
    seen: Seen, row: tuple[str, str, str, str, int]
) -> None:
    rows = seen.ask(
        f"select hour, {row[0]} as value from endpoint_metric"
        f" where endpoint_name = 'busy' and {row[0]} is not null"
    )
    told = answered(seen, row)
    assert len(told) > 24 * (AGE_DAYS - 1)
    assert len(rows) == len(told)  # no hour twice, though two runs read some of them
    assert {each["hour"].astimezone(UTC): each["value"] for each in rows} == pytest.approx(told, abs=0.0006)


def test_latencies_are_milliseconds(seen: Seen) -> None:
    row = seen.one("select avg(model_latency_p50_ms) as ms from endpoint_metric where endpoint_name = 'busy'")
    assert 15 < row["ms"] < 40  # the behaviour says 25 ms


def test_no_datapoint_is_not_zero(seen: Seen) -> None:
    row = seen.one(
        "select count(*) as hours, count(invocations) as called, count(cpu_percent) as used"
        " from endpoint_metric where endpoint_name = 'idle'"
    )
    assert row["hours"] == row["used"] > 24 * (AGE_DAYS - 1)
    assert row["called"] == 0
    assert seen.ask("select hour from endpoint_metric where endpoint_name = 'small'") == []


def test_what_was_asked_is_known_where_nothing_came(seen: Seen) -> None:
    (row,) = seen.ask("select asked_from, asked_until from metric_target where endpoint_name = 'small'")
    assert row["asked_until"].astimezone(UTC) == whole(seen.now)
    assert row["asked_from"].astimezone(UTC) <= seen.now - timedelta(days=AGE_DAYS) + HOUR


def test_a_later_run_asks_only_for_the_new_hours_and_another_at_once_for_none(seen: Seen) -> None:
    # Ten days are two stretches; five variants and components fit into one call of each.
    assert [calls["GetMetricData"] for calls in seen.calls] == [2, 1, 0]
    windows = seen.ask(
        "select asked_from, asked_until from metric_window_observation"
        " where endpoint_name = 'busy' order by position"
    )
    last = windows[-1]
    assert (last["asked_until"] - last["asked_from"]) == 4 * HOUR  # three new ones, and one again
    assert (seen.runs[2].recorded.new, seen.runs[2].recorded.changed) == (0, 0)


def test_idle_is_what_was_there_and_asked_for_and_not_called(seen: Seen) -> None:
    rows = seen.ask(
        "select endpoint_name, component_name, invocations_7d, idle_7d, idle_30d from endpoint_usage"
    )
    told = {row["component_name"] or row["endpoint_name"]: row for row in rows}
    assert set(told) == {"busy", "idle", "small", "host", "part"}
    assert (told["idle"]["invocations_7d"], told["idle"]["idle_7d"], told["idle"]["idle_30d"]) == (
        None,
        True,
        None,  # it has not been there for so long
    )
    assert (told["busy"]["idle_7d"], told["part"]["idle_7d"]) == (False, False)
    assert told["host"]["idle_7d"] is None  # its component is called, not itself
    assert told["busy"]["invocations_7d"] > 7 * 24 * 50


def test_cpu_is_a_share_of_all_that_an_instance_has_and_of_a_components_own(seen: Seen) -> None:
    rows = seen.ask(
        "select endpoint_name, component_name, vcpus, cpu_percent_mean, cpu_share_mean from endpoint_usage"
    )
    told = {row["component_name"] or row["endpoint_name"]: row for row in rows}
    assert told["busy"]["vcpus"] == 4
    assert told["busy"]["cpu_share_mean"] == pytest.approx(told["busy"]["cpu_percent_mean"] / 400)
    assert told["part"]["cpu_share_mean"] == pytest.approx(told["part"]["cpu_percent_mean"] / 100)
    assert told["small"]["vcpus"] is None  # serverless


def days(seen: Seen, endpoint: str, metric: str) -> dict[date, float]:
    rows = seen.ask(
        f"select day, metric_value from endpoint_day where endpoint_name = '{endpoint}'"
        f" and metric_name = '{metric}' order by day"
    )
    assert len({row["day"] for row in rows}) == len(rows)
    return {row["day"]: row["metric_value"] for row in rows}


def test_whole_days_tell_shares_of_errors_middles_of_latency_and_means_of_use(seen: Seen) -> None:
    hours = seen.ask("select * from endpoint_metric where endpoint_name = 'busy' order by hour")
    requests = days(seen, "busy", "invocations")
    assert max(requests) == seen.now.date() - timedelta(days=1)  # the day that is not over is left out
    for day, value in requests.items():
        those = [row for row in hours if row["hour"].date() == day]
        assert value == sum(row["invocations"] or 0 for row in those)
        failed = sum(row["errors_5xx"] or 0 for row in those)
        assert days(seen, "busy", "error_5xx_share")[day] == pytest.approx(failed / value)
        for metric in ("model_latency_p50_ms", "model_latency_p99_ms"):
            known = [row[metric] for row in those if row[metric] is not None]
            assert days(seen, "busy", metric)[day] == pytest.approx(median(known))
        used = [row["cpu_percent"] for row in those if row["cpu_percent"] is not None]
        assert days(seen, "busy", "cpu_share")[day] == pytest.approx(mean(used) / 400)


def test_a_day_on_which_only_instances_were_measured_had_no_request(seen: Seen) -> None:
    assert set(days(seen, "idle", "invocations").values()) == {0}
    assert days(seen, "idle", "error_5xx_share") == days(seen, "idle", "model_latency_p99_ms") == {}


def test_only_instances_that_may_have_a_gpu_are_asked_for_it() -> None:
    instances = ("ml.g5.xlarge", "ml.p4d.24xlarge", "ml.c7g.large", "ml.m5.large", "ml.inf2.xlarge")
    assert [bool(GPU.match(instance)) for instance in instances] == [True, True, False, False, False]


def test_components_targets_and_policies_are_those_that_boto3_counts(seen: Seen) -> None:
    scaling = seen.client("application-autoscaling")
    targets = scaling.describe_scalable_targets(ServiceNamespace="sagemaker")["ScalableTargets"]
    policies = scaling.describe_scaling_policies(ServiceNamespace="sagemaker")["ScalingPolicies"]
    components = seen.client("sagemaker").list_inference_components()["InferenceComponents"]
    rows = seen.ask("select resource_id, min_capacity, max_capacity, policy_name from scaling_target")
    assert {(row["resource_id"], row["min_capacity"], row["max_capacity"]) for row in rows} == {
        (one["ResourceId"], one["MinCapacity"], one["MaxCapacity"]) for one in targets
    }
    assert len(rows) == len(policies) == 2
    named = seen.ask(
        "select component_name, endpoint_name, variant_name, current_copies from inference_component"
    )
    assert [row["component_name"] for row in named] == [one["InferenceComponentName"] for one in components]
    assert (named[0]["endpoint_name"], named[0]["variant_name"], named[0]["current_copies"]) == (
        "host",
        "all",
        1,
    )


def test_an_endpoint_that_hosts_components_serves_their_models(seen: Seen) -> None:
    row = seen.one("select component_name, model_name, matched_by from endpoint where endpoint_name = 'host'")
    assert row == {"component_name": "part", "model_name": "m", "matched_by": "none"}


def test_a_months_cost_is_the_hours_in_service_at_list_price(seen: Seen) -> None:
    row = seen.one(
        "select sum(instance_hours) as hours, sum(unpriced_hours) as unpriced, sum(usd) as usd"
        " from cost_month"
    )
    assert row["hours"] == pytest.approx(3 * AGE_DAYS * 24, abs=3.5)  # three on instances, one without
    assert row["unpriced"] == 0
    assert row["usd"] == pytest.approx(AGE_DAYS * 24 * (1.408 + 0.115 + 0.23), rel=0.01)
    priced = {
        one["endpoint_name"]: one["priced_by"]
        for one in seen.ask("select endpoint_name, priced_by from endpoint_cost")
    }
    assert priced["busy"] == "list price of another region"
    assert priced["small"] == "by use"


def test_a_target_that_is_gone_is_told_so_by_its_own_resource(seen: Seen, tmp_path: Path) -> None:
    seen.client("application-autoscaling").deregister_scalable_target(
        ServiceNamespace="sagemaker",
        ResourceId="endpoint/idle/variant/all",
        ScalableDimension="sagemaker:variant:DesiredInstanceCount",
    )
    chosen = Settings(data=str(Path(seen.journal.path).parent))
    summary, calls = run(seen.aws, chosen, seen.journal, seen.now + 2 * MINUTE)
    assert summary.complete
    assert calls["DescribeScalableTargets"] == calls["DescribeScalingPolicies"] == 2
    gone = [entry.asset for entry in seen.journal.after(0, kind="scaling_target") if entry.deleted]
    assert len(gone) == len([e for e in seen.journal.after(0, kind="scaling_policy") if e.deleted]) == 1

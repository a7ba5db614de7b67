"""Model Monitor as the emulation answers it, through boto3 over HTTP: every operation that it adds."""

import json
import time
from collections import Counter
from collections.abc import Iterator
from typing import Any

import pytest
from botocore.exceptions import ClientError

from modelgov.demo.aws.monitoring.dataset import column
from modelgov.demo.emulator import Emulator
from modelgov.demo.organisation.monitoring import Fate
from modelgov.demo.organisation.watched import results_bucket
from monitored import (
    ACCOUNT,
    FATES,
    REGION,
    WEEKS,
    cell,
    end_of_history,
    endpoint_of,
    monitored_aws,
    watched_endpoint,
)

END = end_of_history()


@pytest.fixture(scope="module")
def cloud(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Emulator]:
    with monitored_aws(tmp_path_factory.mktemp("monitored"), END) as running:
        yield running


@pytest.fixture(scope="module")
def monitor(cloud: Emulator) -> Any:
    return cloud.client("sagemaker", ACCOUNT, REGION)


def named(fate: Fate, kind: str = "data-quality") -> str:
    return f"{endpoint_of(fate)}-{kind}"


def executions(monitor: Any, name: str) -> list[dict[str, Any]]:
    given = {"MonitoringScheduleName": name, "SortBy": "ScheduledTime", "SortOrder": "Ascending"}
    return monitor.list_monitoring_executions(**given, MaxResults=100)["MonitoringExecutionSummaries"]


def report(cloud: Emulator, monitor: Any, execution: dict[str, Any], name: str) -> dict[str, Any]:
    job = monitor.describe_processing_job(ProcessingJobName=execution["ProcessingJobArn"].rsplit("/", 1)[-1])
    folder = job["ProcessingOutputConfig"]["Outputs"][0]["S3Output"]["S3Uri"]
    bucket, _, key = folder.removeprefix("s3://").partition("/")
    given = {"Bucket": bucket, "Key": f"{key}/{name}"}
    return json.loads(cloud.client("s3", ACCOUNT, REGION).get_object(**given)["Body"].read())


def test_schedules_are_listed_by_type_and_endpoint_and_described_with_their_last_execution(
    monitor: Any,
) -> None:
    listed = monitor.list_monitoring_schedules(MaxResults=100)["MonitoringScheduleSummaries"]
    assert len(listed) == sum(len(kinds) for kinds in FATES.values())
    given = {"EndpointName": endpoint_of(Fate.WELL), "MonitoringTypeEquals": "ModelBias"}
    (bias,) = monitor.list_monitoring_schedules(**given)["MonitoringScheduleSummaries"]
    assert bias["MonitoringJobDefinitionName"] == named(Fate.WELL, "bias")
    found = monitor.describe_monitoring_schedule(MonitoringScheduleName=named(Fate.WELL))
    assert found["MonitoringScheduleConfig"]["ScheduleConfig"]["ScheduleExpression"] == "NOW"
    last = executions(monitor, named(Fate.WELL))[-1]
    assert found["LastMonitoringExecutionSummary"]["ScheduledTime"] == last["ScheduledTime"]


@pytest.mark.parametrize(
    ("kind", "suffix"),
    [
        ("data_quality", "data-quality"),
        ("model_quality", "model-quality"),
        ("model_bias", "bias"),
        ("model_explainability", "explainability"),
    ],
)
def test_the_job_definitions_of_every_type_are_listed_described_and_deleted(
    monitor: Any, kind: str, suffix: str
) -> None:
    name = named(Fate.WELL, suffix)
    listed = getattr(monitor, f"list_{kind}_job_definitions")(NameContains="well-endpoint")
    assert [one["MonitoringJobDefinitionName"] for one in listed["JobDefinitionSummaries"]] == [name]
    found = getattr(monitor, f"describe_{kind}_job_definition")(JobDefinitionName=name)
    assert found["JobDefinitionArn"].endswith(f"/{name}")
    kept = ("RoleArn", "JobResources", "StoppingCondition")
    again = {key: value for key, value in found.items() if key.startswith(("Data", "Model")) or key in kept}
    getattr(monitor, f"create_{kind}_job_definition")(JobDefinitionName=f"copy-{suffix}", **again)
    getattr(monitor, f"delete_{kind}_job_definition")(JobDefinitionName=f"copy-{suffix}")
    with pytest.raises(ClientError, match="Could not find job definition"):
        getattr(monitor, f"describe_{kind}_job_definition")(JobDefinitionName=f"copy-{suffix}")


@pytest.mark.parametrize(
    ("fate", "statuses", "reason"),
    [
        (Fate.STOPPED, None, None),
        (Fate.DENIED, {"Failed"}, "Could not assume role"),
        (Fate.NOTHING, {"Failed"}, "Job inputs had no data"),
        (Fate.BROKEN, {"Failed"}, "Encoding mismatch"),
        (Fate.MISTAKEN, {"CompletedWithViolations"}, None),
    ],
)
def test_a_fate_shows_in_the_executions(
    monitor: Any, fate: Fate, statuses: set[str] | None, reason: str | None
) -> None:
    found = executions(monitor, named(fate))
    if statuses is None:
        assert 0 < len(found) < WEEKS
        described = monitor.describe_monitoring_schedule(MonitoringScheduleName=named(fate))
        assert described["MonitoringScheduleStatus"] == "Stopped"
        return
    assert len(found) == WEEKS
    assert {one["MonitoringExecutionStatus"] for one in found} == statuses
    assert all((reason or "") in one.get("FailureReason", "") for one in found)


def test_executions_are_filtered_by_what_changed_and_by_what_they_are(monitor: Any) -> None:
    first, *_, last = executions(monitor, named(Fate.WELL))
    later = monitor.list_monitoring_executions(
        LastModifiedTimeAfter=first["LastModifiedTime"],
        MonitoringScheduleName=named(Fate.WELL),
        SortBy="ScheduledTime",
        SortOrder="Descending",
    )["MonitoringExecutionSummaries"]
    assert len(later) == WEEKS - 1
    assert later[0]["ScheduledTime"] == last["ScheduledTime"]
    failed = monitor.list_monitoring_executions(StatusEquals="Failed", MaxResults=100)
    assert len(failed["MonitoringExecutionSummaries"]) == 3 * WEEKS


def test_statistics_are_those_of_the_raw_rows(cloud: Emulator, monitor: Any) -> None:
    execution = executions(monitor, named(Fate.WELL))[0]
    found = report(cloud, monitor, execution, "statistics.json")
    recipe = watched_endpoint(Fate.WELL, END).recipe
    at = execution["ScheduledTime"].timestamp()
    told = {one["name"]: one for one in found["features"]}
    assert set(told) == {feature.name for feature in recipe.features}
    for feature in recipe.features[:14]:
        raw = column(recipe, feature, at)
        numbers = told[feature.name]["numerical_statistics"]
        assert numbers["common"]["num_present"] == len(raw.present)
        assert numbers["mean"] == pytest.approx(float(raw.present.mean()))
        assert (numbers["min"], numbers["max"]) == (raw.present.min(), raw.present.max())
        sketch = numbers["distribution"]["kll"]["sketch"]["data"]
        assert sum(len(level) << place for place, level in enumerate(sketch)) == len(raw.present)


@pytest.mark.parametrize(
    ("suffix", "name", "keys"),
    [
        ("data-quality", "constraint_violations.json", {"feature_name"}),
        ("model-quality", "constraint_violations.json", {"metric_name"}),
        ("bias", "constraint_violations.json", {"facet", "facet_value", "metric_name"}),
        ("explainability", "constraint_violations.json", {"label", "metric_name"}),
    ],
)
def test_violations_are_written_in_the_form_of_their_type(
    cloud: Emulator, monitor: Any, suffix: str, name: str, keys: set[str]
) -> None:
    last = executions(monitor, named(Fate.WELL, suffix))[-1]
    assert last["MonitoringExecutionStatus"] == "CompletedWithViolations"
    for one in report(cloud, monitor, last, name)["violations"]:
        assert set(one) == keys | {"constraint_check_type", "description"}


def test_few_samples_give_a_deviation_that_is_the_string_nan(cloud: Emulator, monitor: Any) -> None:
    last = executions(monitor, named(Fate.DELETED, "model-quality"))[-1]
    metrics = report(cloud, monitor, last, "statistics.json")["binary_classification_metrics"]
    assert metrics["recall"]["standard_deviation"] == "NaN"


def test_lost_reports_are_gone_and_cut_ones_end_in_the_middle(cloud: Emulator, monitor: Any) -> None:
    for fate, trouble in ((Fate.DELETED, ClientError), (Fate.TRUNCATED, ValueError)):
        with pytest.raises(trouble):
            report(cloud, monitor, executions(monitor, named(fate))[-1], "statistics.json")


def test_alerts_turn_with_the_executions_and_their_history_spans_schedules(monitor: Any) -> None:
    history = monitor.list_monitoring_alert_history(MaxResults=100)["MonitoringAlertHistory"]
    turned = Counter(one["MonitoringScheduleName"] for one in history)
    assert len(turned) > 2
    (alert,) = monitor.list_monitoring_alerts(MonitoringScheduleName=named(Fate.WELL))[
        "MonitoringAlertSummaries"
    ]
    assert alert["AlertStatus"] == "InAlert"
    mine = [one for one in history if one["MonitoringScheduleName"] == named(Fate.WELL)]
    newest = max(mine, key=lambda one: one["CreationTime"])
    assert (newest["AlertStatus"], newest["CreationTime"]) == ("InAlert", alert["LastModifiedTime"])
    rule = {"DatapointsToAlert": 3, "EvaluationPeriod": 2}
    names = {
        "MonitoringScheduleName": named(Fate.WELL),
        "MonitoringAlertName": alert["MonitoringAlertName"],
    }
    with pytest.raises(ClientError, match="DatapointsToAlert"):
        monitor.update_monitoring_alert(**names, **rule)


def test_a_schedule_is_made_changed_stopped_started_and_deleted(monitor: Any) -> None:
    config = {"MonitoringJobDefinitionName": named(Fate.WELL), "MonitoringType": "DataQuality"}
    hourly = config | {"ScheduleConfig": {"ScheduleExpression": "cron(0 * ? * * *)"}}
    daily = config | {"ScheduleConfig": {"ScheduleExpression": "cron(0 5 ? * * *)"}}
    arn = monitor.create_monitoring_schedule(MonitoringScheduleName="mine", MonitoringScheduleConfig=hourly)
    with pytest.raises(ClientError, match="already exists"):
        monitor.create_monitoring_schedule(MonitoringScheduleName="mine", MonitoringScheduleConfig=hourly)
    monitor.update_monitoring_schedule(MonitoringScheduleName="mine", MonitoringScheduleConfig=daily)
    monitor.stop_monitoring_schedule(MonitoringScheduleName="mine")
    found = monitor.describe_monitoring_schedule(MonitoringScheduleName="mine")
    assert (found["MonitoringScheduleArn"], found["MonitoringScheduleStatus"]) == (
        arn["MonitoringScheduleArn"],
        "Stopped",
    )
    assert found["MonitoringScheduleConfig"]["ScheduleConfig"]["ScheduleExpression"] == "cron(0 5 ? * * *)"
    monitor.start_monitoring_schedule(MonitoringScheduleName="mine")
    monitor.delete_monitoring_schedule(MonitoringScheduleName="mine")
    with pytest.raises(ClientError, match="Could not find monitoring schedule"):
        monitor.describe_monitoring_schedule(MonitoringScheduleName="mine")
    with pytest.raises(ClientError, match="Invalid schedule expression"):
        monitor.create_monitoring_schedule(
            MonitoringScheduleName="mine",
            MonitoringScheduleConfig=config | {"ScheduleConfig": {"ScheduleExpression": "cron(5 * ? * * *)"}},
        )


def test_an_execution_is_pending_until_its_minute_and_then_in_progress(monitor: Any) -> None:
    monitor.start_monitoring_schedule(MonitoringScheduleName=named(Fate.STOPPED, "model-quality"))
    time.sleep(0.1)
    last = executions(monitor, named(Fate.STOPPED, "model-quality"))[-1]
    assert last["MonitoringExecutionStatus"] == "Pending"


def test_search_shows_an_endpoint_with_its_monitors(monitor: Any) -> None:
    wanted = {"Name": "EndpointName", "Operator": "Equals", "Value": endpoint_of(Fate.WELL)}
    (found,) = monitor.search(Resource="Endpoint", SearchExpression={"Filters": [wanted]})["Results"]
    assert len(found["Endpoint"]["MonitoringSchedules"]) == len(FATES[Fate.WELL])


def test_reports_lie_in_the_bucket_of_the_account(cloud: Emulator) -> None:
    s3 = cloud.client("s3", ACCOUNT, REGION)
    found = s3.list_objects_v2(Bucket=results_bucket(cell(END)), Prefix="monitoring/well-endpoint/reports/")
    assert Counter(one["Key"].rsplit("/", 1)[-1] for one in found["Contents"])["statistics.json"] == 2 * WEEKS

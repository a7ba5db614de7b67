"""Small records of monitors, as AWS and the reports of S3 give them."""

from typing import Any

import orjson

from modelgov.record.codec import decode
from modelgov.record.observation import Kind, Observation, Source
from sample import ACCOUNT, REGION, START

Record = dict[str, Any]
HOME = f"arn:aws:sagemaker:{REGION}:{ACCOUNT}"
BUCKET = f"s3://sagemaker-{REGION}-{ACCOUNT}"
T0 = START.timestamp()


def schedule(name: str = "limits", **fields: Any) -> Record:
    return {
        "MonitoringScheduleArn": f"{HOME}:monitoring-schedule/{name}",
        "MonitoringScheduleName": name,
        "MonitoringScheduleStatus": "Scheduled",
        "MonitoringType": "DataQuality",
        "CreationTime": T0,
        "LastModifiedTime": T0 + 60,
        "MonitoringScheduleConfig": {
            "ScheduleConfig": {"ScheduleExpression": "cron(0 * ? * * *)"},
            "MonitoringJobDefinitionName": name,
            "MonitoringType": "DataQuality",
        },
        "EndpointName": "e",
    } | fields


def definition(name: str = "limits", kind: str = "DataQuality") -> Record:
    baseline: Record = {"ConstraintsResource": {"S3Uri": f"{BUCKET}/constraints.json"}}
    if kind == "DataQuality":
        baseline["StatisticsResource"] = {"S3Uri": f"{BUCKET}/statistics.json"}
    return {
        "JobDefinitionArn": f"{HOME}:data-quality-job-definition/{name}",
        "JobDefinitionName": name,
        "CreationTime": T0,
        "RoleArn": f"arn:aws:iam::{ACCOUNT}:role/run",
        f"{kind}BaselineConfig": baseline,
        f"{kind}AppSpecification": {"ImageUri": "image"},
        f"{kind}JobInput": {"EndpointInput": {"EndpointName": "e", "LocalPath": "/in"}},
        f"{kind}JobOutputConfig": {"MonitoringOutputs": [{"S3Output": {"S3Uri": f"{BUCKET}/reports"}}]},
    }


def execution(name: str = "limits", status: str = "Completed", at: float = T0, **fields: Any) -> Record:
    return {
        "Asset": f"{HOME}:monitoring-schedule/{name}/execution/{at}",
        "MonitoringScheduleName": name,
        "ScheduledTime": at,
        "CreationTime": at + 60,
        "LastModifiedTime": at + 300,
        "MonitoringExecutionStatus": status,
        "EndpointName": "e",
        "MonitoringJobDefinitionName": name,
        "MonitoringType": "DataQuality",
    } | fields


def alert(name: str = "limits", status: str = "OK") -> Record:
    return {
        "Asset": f"{HOME}:monitoring-schedule/{name}/alert/{name}-alert",
        "MonitoringScheduleName": name,
        "MonitoringAlertName": f"{name}-alert",
        "CreationTime": T0,
        "LastModifiedTime": T0 + 300,
        "AlertStatus": status,
        "DatapointsToAlert": 1,
        "EvaluationPeriod": 1,
        "Actions": {"ModelDashboardIndicator": {"Enabled": True}},
    }


def alert_change(name: str = "limits", status: str = "InAlert") -> Record:
    return {
        "Asset": f"{HOME}:monitoring-schedule/{name}/alert/{name}-alert/{T0}",
        "MonitoringScheduleName": name,
        "MonitoringAlertName": f"{name}-alert",
        "CreationTime": T0 + 300,
        "AlertStatus": status,
    }


def report(name: str = "limits", **fields: Any) -> Record:
    return {
        "Uri": f"{BUCKET}/reports/e/{name}/statistics.json",
        "WrittenTime": T0 + 200,
        "Size": 100,
        "ETag": "abc",
        "Report": "statistics",
        "Origin": "execution",
        "MonitoringType": "DataQuality",
        "ExecutionAsset": execution(name)["Asset"],
        "MonitoringScheduleName": name,
        "EndpointName": "e",
        "ScheduledTime": T0,
        "BaselineUri": f"{BUCKET}/statistics.json",
        "ItemCount": 2,
        "Features": [{"Name": "age", "InferredType": "Integral", "NumPresent": 2, "NumMissing": 0}],
        "Drifts": [{"Feature": "age", "Method": "sketch", "Psi": 0.2, "Ks": 0.1, "CurrentCount": 2}],
    } | fields


def reported(record: Record) -> Observation:
    """A report as an observation: it is named by a URI, which tells no account."""
    return decode(
        Kind.MONITORING_REPORT,
        orjson.dumps(record),
        account_id=ACCOUNT,
        region=REGION,
        observed_at=START,
        source=Source.API,
    )

"""What keeps monitors from an endpoint's data: how it is served, and whether it captures anything."""

from typing import Any

import pytest
from seeing import Seeing

from modelgov.record.observation import Kind
from sample import config, endpoint, model, seen

CAPTURING = {"EnableCapture": True, "InitialSamplingPercentage": 100, "DestinationS3Uri": "s3://b/capture"}
SERVERLESS = [{"VariantName": "all", "ModelName": "m", "ServerlessConfig": {"MemorySizeInMB": 2048}}]


def obstacles(
    seeing: Seeing, serves: dict[str, Any], runs: dict[str, Any] | None, container: dict[str, str]
) -> list[str]:
    plan = [] if runs is None else [seen(Kind.ENDPOINT_CONFIG, config("c", "m") | runs)]
    seeing.see(
        seen(Kind.MODEL, model("m", **container)),
        *plan,
        seen(Kind.ENDPOINT, endpoint("e", "c") | serves),
    )
    rows = seeing.ask("select distinct obstacle, monitoring_state from monitoring_coverage")
    assert {row["monitoring_state"] for row in rows} == {"unknown"}  # nobody read the schedules
    return [row["obstacle"] for row in rows]


@pytest.mark.parametrize(
    ("serves", "runs", "container", "obstacle"),
    [
        ({}, {"DataCaptureConfig": CAPTURING}, {}, "none"),
        ({}, {"DataCaptureConfig": CAPTURING}, {"Mode": "SingleModel"}, "none"),
        ({}, {}, {}, "no capture"),
        ({}, {"DataCaptureConfig": CAPTURING | {"EnableCapture": False}}, {}, "no capture"),
        (
            {"DataCaptureConfig": {"CaptureStatus": "Stopped"}},
            {"DataCaptureConfig": CAPTURING},
            {},
            "no capture",
        ),
        ({}, {"ProductionVariants": SERVERLESS}, {}, "serverless"),
        ({}, {"DataCaptureConfig": CAPTURING}, {"Mode": "MultiModel"}, "multi-model"),
        ({}, None, {}, "unknown"),
    ],
)
def test_an_obstacle_is_told_for_every_type_of_monitor(
    seeing: Seeing,
    serves: dict[str, Any],
    runs: dict[str, Any] | None,
    container: dict[str, str],
    obstacle: str,
) -> None:
    assert obstacles(seeing, serves, runs, container) == [obstacle]

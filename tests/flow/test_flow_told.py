"""Events that tell what is not so: what was read back counts, and each is named where it belongs."""

import json
from datetime import timedelta
from typing import Any

import pytest
from flow_watching import HUB_REGION, Watching, approvals, event, version
from flow_world import World, now

from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.flow.watch import Counts

NOBODY = "399999999999"


def in_milliseconds(minutes: float) -> int:
    return round((now() + timedelta(minutes=minutes)).timestamp() * 1000)


def coverage(world: World) -> list[dict[str, Any]]:
    return world.told()


def approved(arn: str, **told: Any) -> str:
    return event({"ModelPackageArn": arn, "ModelApprovalStatus": "Approved"} | told)


def again(watching: Watching) -> Watching:
    return Watching(world=watching.world, queue=watching.queue, door=watching.door)


def test_what_was_read_back_beats_what_an_event_tells_of_a_later_time(watching: Watching) -> None:
    world = watching.world
    world.collect()
    arn = version(world)
    watching.drain()
    watching.send(approved(arn, LastModifiedTime=in_milliseconds(1)))
    again(watching).drain()
    assert approvals(world.entries("model_version"), arn) == [("PendingManualApproval", "administrator")]
    row = coverage(world)[-1]
    assert (row["operation"], row["outcome"], row["asset"]) == ("DescribeModelPackage", "failed", arn)
    assert "was not there when it was read back" in row["reason"]


def test_a_later_time_alone_is_no_gap_where_all_else_is_as_it_was_told(watching: Watching) -> None:
    world = watching.world
    arn = version(world)
    watching.drain()
    told = {"ModelPackageArn": arn, "ModelApprovalStatus": "PendingManualApproval"}
    watching.send(event(told | {"LastModifiedTime": in_milliseconds(1)}))
    again(watching).drain()
    assert len(world.entries("model_version")) == 1
    assert coverage(world) == []


@pytest.mark.parametrize("minutes", [-1_000_000, 60])
def test_a_change_before_the_creation_or_yet_to_come_is_put_aside(watching: Watching, minutes: int) -> None:
    world = watching.world
    arn = version(world)
    watching.drain()
    watching.send(approved(arn, LastModifiedTime=in_milliseconds(minutes)))
    again(watching).drain()
    assert approvals(world.entries("model_version"), arn) == [("PendingManualApproval", "administrator")]
    (row,) = coverage(world)
    assert (row["operation"], row["outcome"], row["account_id"]) == ("watch", "malformed", GOVERNANCE)
    (buried,) = watching.buried()
    assert buried["MessageAttributes"]["reason"]["StringValue"] == row["reason"]


def test_an_event_about_what_never_was_there_is_counted_and_no_gap(watching: Watching) -> None:
    world = watching.world
    arn = f"arn:aws:sagemaker:eu-west-1:{world.accounts[0]}:endpoint/ghost"
    told = json.loads(event({"ModelPackageArn": arn}, detail_type="SageMaker Endpoint State Change"))
    told["detail"] = {"EndpointArn": arn, "EndpointName": "ghost", "EndpointStatus": "IN_SERVICE"}
    watching.send(json.dumps(told))
    watching.drain()
    (counts,) = watching.words
    assert isinstance(counts, Counts)
    assert (counts.ignored, counts.unread, counts.poison) == (1, 0, 0)
    assert (coverage(world), world.entries("endpoint"), watching.buried()) == ([], [], [])


def test_where_nothing_was_collected_a_failed_read_is_the_watchs_own_gap_once(watching: Watching) -> None:
    world = watching.world
    arn = f"arn:aws:sagemaker:eu-west-3:{NOBODY}:model-package/ghost/1"
    whole = {"CreationTime": in_milliseconds(-2), "LastModifiedTime": in_milliseconds(-1)}
    for _ in range(2):
        watching.send(approved(arn, **whole))
        again(watching).drain()
    (row,) = coverage(world)
    assert (row["account_id"], row["region"], row["operation"]) == (GOVERNANCE, HUB_REGION, "watch")
    assert (row["outcome"], row["asset"]) == ("denied", arn)
    assert row["reason"].startswith(f"DescribeModelPackage in {NOBODY} eu-west-3: ")

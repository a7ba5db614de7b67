"""kill -9 at random moments: nothing is lost and nothing is doubled."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from flow_watching import hub_of
from flow_world import CONTAINER, REGION, World

from modelgov.events.setup import set_up

CHILD = Path(__file__).with_name("child.py")
ROUNDS = int(os.environ.get("KILLS", "3"))  # KILLS=10 make test, before a release
KINDS = ("account", "model_group", "model_version", "model", "endpoint_config", "endpoint")


def killed_after(seconds: float, *arguments: str) -> bool:
    """Run a child and kill it so long after it is ready; whether it was still at work."""
    command = [sys.executable, str(CHILD), *arguments]
    with subprocess.Popen(command, stdout=subprocess.PIPE) as child:
        assert child.stdout is not None
        assert child.stdout.readline() == b"ready\n"
        try:
            child.communicate(timeout=seconds)
        except subprocess.TimeoutExpired:
            child.kill()
            return True
    assert child.returncode == 0
    return False


def doubled(world: World) -> list[tuple[str, str, int]]:
    states = Counter(
        (entry.asset, entry.digest, entry.changed_at) for kind in KINDS for entry in world.entries(kind)
    )
    return [state for state, times in states.items() if times > 1]


@pytest.mark.slow
def test_a_collect_killed_at_any_moment_loses_and_doubles_nothing(world: World) -> None:
    for account in world.accounts:
        world.furnish(account, versions=240)
    world.aws.faults([{"service": "sagemaker", "delay_ms": 40}])
    moments = random.Random(11)
    path = str(world.journal.path)
    killed = sum(
        killed_after(moments.uniform(0.0, 0.8), "collect", path, ",".join(world.accounts))
        for _ in range(ROUNDS)
    )
    world.aws.faults([])
    assert killed >= ROUNDS // 2
    world.collect(full=False)
    found = {kind: len(world.entries(kind)) for kind in KINDS}
    assert found == {
        "account": 2,
        "model_group": 2,
        "model_version": 480,
        "model": 2,
        "endpoint_config": 2,
        "endpoint": 2,
    }
    assert doubled(world) == []
    assert world.collect().recorded.new == 0


@pytest.mark.slow
def test_a_watch_killed_at_any_moment_loses_and_doubles_no_change(world: World) -> None:
    account = world.accounts[0]
    hub = replace(hub_of(world), visibility_seconds=1)
    set_up(world.door().client, hub, [(account, REGION)])
    sagemaker = world.sagemaker(account)
    sagemaker.create_model_package_group(ModelPackageGroupName="g")
    arns = [
        sagemaker.create_model_package(ModelPackageGroupName="g", InferenceSpecification=CONTAINER)[
            "ModelPackageArn"
        ]
        for _ in range(3)
    ]
    moments = random.Random(12)
    expected: Counter[tuple[str, int]] = Counter()
    note(world, arns, expected)
    for turn in range(ROUNDS):
        for arn in arns * 2:
            status = moments.choice(("Approved", "Rejected"))
            sagemaker.update_model_package(
                ModelPackageArn=arn, ModelApprovalStatus=status, ApprovalDescription=f"round {turn}"
            )
            note(world, [arn], expected)
        killed_after(moments.uniform(0.0, 0.15), "watch", str(world.journal.path), hub.queue)
    time.sleep(1.1)  # what the killed one held comes back
    assert killed_after(4, "watch", str(world.journal.path), hub.queue)
    found = Counter((entry.asset, entry.changed_at // 1000) for entry in world.entries("model_version"))
    assert found == expected
    assert doubled(world) == []


def note(world: World, arns: list[str], expected: Counter[tuple[str, int]]) -> None:
    """The state that AWS has now, by its time of change in milliseconds."""
    for arn in arns:
        described = world.sagemaker(world.accounts[0]).describe_model_package(ModelPackageName=arn)
        changed = described.get("LastModifiedTime", described["CreationTime"])
        expected[arn, round(changed.timestamp() * 1000)] += 1

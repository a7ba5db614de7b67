"""The doctor: what is allowed, what is not, and that nothing is changed."""

import pytest
from flow_world import REGION, World

from modelgov.collect.catalog import ACCOUNT_ACTIONS
from modelgov.collect.policy import ENTER, collector_actions
from modelgov.demo.aws.fixed import READER_ROLE
from modelgov.flow.doctor import Trial, everything, trials
from modelgov.record.coverage import Outcome

# A bucket that does not exist answers the same to everybody: this one is told, not tried.
UNTRIED = {"s3:GetObject"}


def tried(world: World) -> tuple[Trial, ...]:
    return trials(world.door(attempts=1), tuple((account, REGION) for account in world.accounts), 4)


def test_where_all_is_allowed_every_trial_is_well_and_only_reads(world: World) -> None:
    world.furnish(world.accounts[0])
    world.aws.reset_counts()
    found = tried(world)
    assert [trial for trial in found if not trial.well] == []
    assert {"sagemaker:Search", "sagemaker:DescribeModelPackage", "sts:AssumeRole"} <= {
        t.action for t in found
    }
    calls = {key.split("|")[1] for key in world.aws.counts()["calls"]}
    reads = ("Search", "List", "Describe", "Get", "Lookup", "Assume")
    assert {name for name in calls if not name.startswith(reads)} == set()


@pytest.mark.parametrize("call", ["Search", "ListProcessingJobs", "DescribeEndpointConfig"])
def test_a_denied_call_is_named_in_its_account_and_no_other(world: World, call: str) -> None:
    denied = {"service": "sagemaker", "operation": call, "account": world.accounts[0]}
    world.aws.faults([denied | {"code": "AccessDeniedException", "message": "not authorized"}])
    poor = [trial for trial in tried(world) if not trial.well]
    assert [(row.account_id, row.region, row.action, row.outcome) for row in poor] == [
        (world.accounts[0], REGION, f"sagemaker:{call}", Outcome.DENIED)
    ]
    assert "not authorized" in poor[0].reason


def test_an_account_that_lets_nobody_in_lacks_its_role(world: World) -> None:
    world.aws.client("iam", world.accounts[1]).delete_role(RoleName=READER_ROLE)
    poor = [trial for trial in tried(world) if not trial.well]
    assert [(row.account_id, row.action) for row in poor] == [(world.accounts[1], "sts:AssumeRole")]


def test_every_action_that_the_collector_needs_in_an_account_is_tried() -> None:
    assert {*collector_actions()} - {*everything(), ENTER, *ACCOUNT_ACTIONS} == UNTRIED

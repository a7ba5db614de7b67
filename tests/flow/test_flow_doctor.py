"""The doctor: what is allowed, what is not, and that nothing is changed."""

import json
from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any

import pytest
from flow_watching import HUB_REGION, Watching, hub_of
from flow_world import REGION, World

from modelgov.collect.catalog import ACCOUNT_ACTIONS
from modelgov.collect.policy import ENTER, collector_actions
from modelgov.demo.aws.fixed import GOVERNANCE, READER_ROLE
from modelgov.events.setup import AGAIN, SET_UP, Flaw, set_up
from modelgov.events.way import PATTERN, RULE, RULE_READS, Hub
from modelgov.flow.doctor import Trial, everything, trials, way
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


def looked(world: World, there: Hub | None = None) -> tuple[Flaw, ...]:
    spokes = [(account, REGION) for account in world.accounts]
    return way(world.door(attempts=1).client, there or hub_of(world), world.accounts, spokes, 4)


def test_where_the_way_of_events_is_laid_nothing_is_said_and_nothing_is_changed(watching: Watching) -> None:
    watching.world.aws.reset_counts()
    assert looked(watching.world) == ()
    calls = {key.split("|")[1] for key in watching.world.aws.counts()["calls"]}
    assert {name for name in calls if not name.startswith(("List", "Describe", "Get", "Assume"))} == set()


def test_where_nothing_is_laid_every_part_is_named(world: World) -> None:
    found = looked(world, replace(hub_of(world), bus="none", queue="none"))
    assert [row.what for row in found] == [
        "event bus none",
        "permission to send to it",
        "queue none-dead",
        "queue none",
        "rule modelgov from bus to queue",
        *["rule modelgov from aws.sagemaker to the hub"] * 2,
    ]
    assert {row.mend for row in found} == {SET_UP}


@dataclass(frozen=True, slots=True, kw_only=True)
class Laid:
    """Clients of what is laid, for a test to break: the hub's, and the events of one spoke."""

    hub: Hub
    other: str
    events: Any
    sqs: Any
    spoke: Any

    def url(self, suffix: str = "") -> str:
        return str(self.sqs.get_queue_url(QueueName=self.hub.queue + suffix)["QueueUrl"])


Break = Callable[[Laid], object]
BROKEN: dict[str, tuple[Break, str]] = {
    "a rule that is switched off": (
        lambda laid: laid.spoke.disable_rule(Name=RULE),
        "It is DISABLED.",
    ),
    "a rule with another pattern": (
        lambda laid: laid.spoke.put_rule(Name=RULE, EventPattern='{"source": ["aws.s3"]}', State="ENABLED"),
        'Its pattern is {"source": ["aws.s3"]}',
    ),
    "a rule that sends nowhere": (
        lambda laid: laid.spoke.remove_targets(Rule=RULE, Ids=[RULE]),
        "It sends to nothing",
    ),
    "a bus that lets nobody in": (
        lambda laid: laid.events.remove_permission(
            EventBusName=laid.hub.bus, StatementId=f"modelgov-{laid.other}"
        ),
        "The bus does not take events from",
    ),
    "a rule of the hub that is switched off": (
        lambda laid: laid.events.disable_rule(Name=RULE, EventBusName=laid.hub.bus),
        "It is DISABLED.",
    ),
    "a queue with another policy": (
        lambda laid: laid.sqs.set_queue_attributes(
            QueueUrl=laid.url(),
            Attributes={"Policy": json.dumps({"Version": "2012-10-17", "Statement": []})},
        ),
        "Not as it must be: its Policy.",
    ),
    "a queue without a dead-letter queue": (
        lambda laid: laid.sqs.delete_queue(QueueUrl=laid.url("-dead")),
        "It does not exist.",
    ),
}


@pytest.mark.parametrize(("broken", "reason"), BROKEN.values(), ids=list(BROKEN))
def test_what_is_broken_is_named_and_setting_up_mends_it(
    watching: Watching, broken: Break, reason: str
) -> None:
    world, clients = watching.world, watching.door.client
    laid = Laid(
        hub=hub_of(world),
        other=world.accounts[1],
        events=clients("events", GOVERNANCE, HUB_REGION),
        sqs=clients("sqs", GOVERNANCE, HUB_REGION),
        spoke=clients("events", world.accounts[1], REGION),
    )
    broken(laid)
    (found,) = looked(world)
    assert found.reason.startswith(reason)
    assert found.mend == SET_UP
    set_up(clients, hub_of(world), [(account, REGION) for account in world.accounts])
    assert looked(world) == ()


def test_messages_that_were_put_aside_are_said(watching: Watching) -> None:
    watching.queue.client.send_message(QueueUrl=watching.queue.dead_letter_url, MessageBody="poison")
    (found,) = looked(watching.world)
    assert found.what.endswith("-dead")
    assert found.reason.startswith("1 messages lie in it")
    assert "start-message-move-task" in found.mend


def test_a_rule_that_may_not_be_looked_at_is_not_called_missing(watching: Watching) -> None:
    world = watching.world
    world.aws.faults(
        [{"operation": "DescribeRule", "account": world.accounts[0], "code": "AccessDeniedException"}]
    )
    (found,) = looked(world)
    assert (found.account_id, found.actions) == (world.accounts[0], RULE_READS)
    assert found.reason.startswith("It cannot be looked at: ")
    assert "events:DescribeRule" in found.mend
    world.aws.faults(
        [{"operation": "DescribeRule", "account": world.accounts[0], "code": "InternalException"}]
    )
    (found,) = looked(world)
    assert (found.actions, found.mend) == ((), AGAIN)


def test_the_pattern_is_of_all_that_sagemaker_sends() -> None:
    assert json.loads(PATTERN) == {"source": ["aws.sagemaker"]}

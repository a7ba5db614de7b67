"""Watching, against the emulated AWS over HTTP: its own events, through buses and the queue."""

import json
import time
from dataclasses import replace

import orjson
from flow_watching import HUB_REGION, Watching, approvals, approve, event, hub_of, until, version
from flow_world import REGION, World

from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.events.setup import State, set_up
from modelgov.flow.watch import Pause


def test_an_approval_is_in_the_journal_at_once_with_who_did_it(watching: Watching) -> None:
    world = watching.world
    arn = version(world)
    watching.start()
    until(lambda: len(world.entries("model_version")) == 1)
    took = []
    for turn in range(6):
        before = len(world.entries("model_version"))
        started = time.monotonic()
        approve(world, arn, "Approved" if turn % 2 else "Rejected")
        until(lambda before=before: len(world.entries("model_version")) > before)
        took.append(time.monotonic() - started)
    assert approvals(world.entries("model_version"), arn)[-1] == ("Approved", "lea@example.com")
    assert sorted(took)[len(took) // 2] < 0.3


def test_a_new_version_brings_its_group_and_an_endpoint_its_config_and_model(watching: Watching) -> None:
    world = watching.world
    world.furnish(world.accounts[0], versions=1)
    watching.drain()
    kinds = ("model_group", "model_version", "model", "endpoint_config", "endpoint")
    assert {kind: len(world.entries(kind)) for kind in kinds} == dict.fromkeys(kinds, 1)
    world.collect()
    assert {kind: len(world.entries(kind)) for kind in kinds} == dict.fromkeys(kinds, 1)


def test_what_was_unknown_is_read_when_something_names_it(watching: Watching) -> None:
    world = watching.world
    world.furnish(world.accounts[0], versions=1)
    queue = watching.queue
    while messages := queue.receive(0):
        queue.delete(messages)  # these events were lost
    world.sagemaker(world.accounts[0]).update_endpoint(
        EndpointName="Fraud-Endpoint", EndpointConfigName="Fraud-Config"
    )
    watching.drain()
    found = {kind: len(world.entries(kind)) for kind in ("endpoint", "endpoint_config", "model")}
    assert found == {"endpoint": 1, "endpoint_config": 1, "model": 1}


def stored(world: World) -> tuple[int, int]:
    """How many states there are, and how many rows of coverage but those of listening."""
    every = world.journal.after(0)
    return sum(entry.kind != "coverage" for entry in every), len(world.told())


def test_duplicates_change_nothing(watching: Watching) -> None:
    world = watching.world
    arn = version(world)
    approve(world, arn)
    bodies = [message.body for message in watching.queue.receive(1)]
    time.sleep(2.1)  # they come back
    watching.drain()
    before = stored(world)
    for _ in range(3):
        for body in bodies:
            watching.send(body)
    again = Watching(world=world, queue=watching.queue, door=watching.door)
    again.drain()
    assert stored(world) == before
    assert len(bodies) == 2


def test_states_that_were_overtaken_are_kept_in_their_order(watching: Watching) -> None:
    world = watching.world
    arn = version(world)
    approve(world, arn)
    approve(world, arn, "Rejected")
    watching.drain()  # all three events, one state to read back
    assert approvals(world.entries("model_version"), arn) == [
        ("PendingManualApproval", "administrator"),
        ("Approved", None),  # nobody can say any more who it was
        ("Rejected", "lea@example.com"),
    ]


def test_an_event_that_comes_late_is_history_once(watching: Watching) -> None:
    world = watching.world
    arn = version(world)
    approve(world, arn)
    bodies = {
        json.loads(message.body)["detail"]["ModelApprovalStatus"]: message.body
        for message in watching.queue.receive(1)
    }
    approve(world, arn, "Rejected")
    world.collect()
    for _ in range(2):
        watching.send(bodies["Approved"])
    watching.drain()
    found = approvals(world.entries("model_version"), arn)
    assert found.count(("Approved", None)) == 1
    assert found[-1] == ("Rejected", "lea@example.com")
    head = world.journal.head(arn)
    assert head is not None
    assert b"Rejected" in world.journal.after(head.position - 1, 1)[0].document


def test_what_the_collector_saw_first_an_event_does_not_double(watching: Watching) -> None:
    world = watching.world
    arn = version(world)
    world.collect()
    approve(world, arn)
    world.collect(full=False)
    approve(world, arn, "Rejected")
    world.collect(full=False)
    watching.drain()
    assert [status for status, _ in approvals(world.entries("model_version"), arn)] == [
        "PendingManualApproval",
        "Approved",
        "Rejected",
    ]


def test_poison_is_named_once_and_put_aside_with_its_reason(watching: Watching) -> None:
    world = watching.world
    arn = version(world)
    watching.send("not json")
    watching.send(event({"ModelPackageArn": arn, "ModelPackageVersion": "seven"}))
    watching.send(event({"ModelPackageArn": "nonsense:a:b:c:d:e"}))
    watching.send(event({"ModelPackageArn": arn}, detail_type="SageMaker Image State Change"))
    watching.drain()
    buried = watching.buried()
    reasons = sorted(row["MessageAttributes"]["reason"]["StringValue"] for row in buried)
    named = world.told()
    assert len(buried) == 3
    assert sorted(row["reason"] for row in named) == reasons
    assert {(row["operation"], row["outcome"]) for row in named} == {("watch", "malformed")}
    assert len(world.entries("model_version")) == 1


def test_poison_that_comes_again_is_not_named_again(watching: Watching) -> None:
    world = watching.world
    world.aws.faults([{"service": "sqs", "operation": "SendMessage", "code": "AccessDenied"}])
    watching.queue.client.send_message_batch(
        QueueUrl=watching.queue.url, Entries=[{"Id": "0", "MessageBody": "not json"}]
    )
    watching.start()
    until(lambda: sum(isinstance(word, Pause) for word in watching.words) >= 2)
    world.aws.faults([])
    until(lambda: watching.left() == 0)
    watching.end()
    assert len(world.told()) == 1
    until(lambda: len(watching.buried()) == 1)


def test_a_state_that_no_event_told_of_came_by_the_api(watching: Watching) -> None:
    world = watching.world
    arn = version(world)
    bodies = [message.body for message in watching.queue.receive(1)]
    approve(world, arn)
    queue = watching.queue
    while messages := queue.receive(0):
        queue.delete(messages)  # the event of the approval was lost
    time.sleep(2.1)
    while messages := queue.receive(0):
        queue.delete(messages)
    watching.send(bodies[0])
    watching.drain()
    found = [(entry.source, entry.actor) for entry in world.entries("model_version")]
    assert found == [("event", "administrator"), ("api", "lea@example.com")]


def test_an_asset_that_may_not_be_read_keeps_what_its_event_says(watching: Watching) -> None:
    world = watching.world
    arn = version(world)
    watching.drain()
    world.collect()
    world.aws.faults(
        [{"service": "sagemaker", "operation": "DescribeModelPackage", "code": "AccessDeniedException"}]
    )
    approve(world, arn)
    again = Watching(world=world, queue=watching.queue, door=watching.door)
    again.drain()
    assert approvals(world.entries("model_version"), arn)[-1] == ("Approved", None)
    row = world.told()[-1]
    assert (row["operation"], row["outcome"], row["asset"]) == ("DescribeModelPackage", "denied", arn)


def test_what_does_not_exist_any_more_is_deleted(watching: Watching) -> None:
    world = watching.world
    world.furnish(world.accounts[0], versions=1)
    watching.drain()
    sagemaker = world.sagemaker(world.accounts[0])
    sagemaker.delete_endpoint(EndpointName="Fraud-Endpoint")
    sagemaker.delete_model(ModelName="Fraud-Model")
    again = Watching(world=world, queue=watching.queue, door=watching.door)
    again.drain()
    assert [entry.deleted for entry in world.entries("model")] == [False, True]
    assert world.entries("endpoint")[-1].deleted
    assert world.collect().complete


def test_a_queue_that_fails_is_said_and_tried_again(watching: Watching) -> None:
    world = watching.world
    world.aws.faults([{"service": "sqs", "operation": "ReceiveMessage", "code": "AccessDenied"}])
    watching.start()
    until(lambda: any(isinstance(word, Pause) for word in watching.words))
    world.aws.faults([])
    arn = version(world)
    until(lambda: len(world.entries("model_version")) == 1)
    assert world.entries("model_version")[0].asset == arn


def test_setting_up_again_makes_nothing_and_a_refused_spoke_is_named(watching: Watching) -> None:
    world = watching.world
    hub = hub_of(world)
    spokes = [(account, REGION) for account in world.accounts]
    assert {step.state for step in set_up(watching.door.client, hub, spokes)} == {State.FOUND}
    steps = set_up(watching.door.client, hub, [*spokes, ("399999999999", REGION)])
    refused = [step for step in steps if step.state is State.REFUSED]
    assert [(step.account_id, step.region) for step in refused] == [("399999999999", REGION)]
    assert "AssumeRole" in refused[0].reason


def test_an_organisation_is_let_in_as_a_whole(world: World) -> None:
    door = world.door()
    hub = replace(hub_of(world), bus="whole", queue="whole", organisation_id="o-exampleorg")
    for state in (State.MADE, State.FOUND):
        assert {step.state for step in set_up(door.client, hub, [])} == {state}
    policy = door.client("events", GOVERNANCE, HUB_REGION).describe_event_bus(Name="whole")["Policy"]
    (statement,) = json.loads(policy)["Statement"]
    assert statement["Condition"] == {"StringEquals": {"aws:PrincipalOrgID": "o-exampleorg"}}


def test_a_watch_says_that_it_listens_and_what_the_api_showed_before_its_event(watching: Watching) -> None:
    world = watching.world
    arn = version(world)
    approve(world, arn)
    world.collect()  # the sweep is first: the events still wait in the queue
    watching.drain()
    rows = [orjson.loads(entry.document) for entry in world.entries("coverage")]
    own = [row for row in rows if row["operation"] == "watch"]
    assert [row["outcome"] for row in own if row["asset"] == ""] == ["read", "read"]
    (shown,) = [entry for entry in world.entries("model_version") if entry.source == "api"]
    told = [row["reason"] for row in own if row["asset"] == arn]
    assert told == [f"An event told of {shown.digest}"]

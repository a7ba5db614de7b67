"""A watch over the emulated AWS's own events, as tests start, feed and end it."""

import json
import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import orjson
from flow_world import CONTAINER, REGION, World, documents_of, now

from modelgov.collect.aws import Door
from modelgov.demo.aws.fixed import GOVERNANCE, READER_ROLE
from modelgov.events.queue import Queue
from modelgov.events.way import Hub
from modelgov.flow.notice import Outside
from modelgov.flow.watch import Counts, Pace, Pause, watch
from modelgov.lake.entry import Entry

HUB_REGION = "us-east-1"


def hub_of(world: World) -> Hub:
    """A hub of this test's own, in the governance account."""
    name = f"modelgov-{world.accounts[0]}"
    return Hub(
        account_id=GOVERNANCE,
        region=HUB_REGION,
        bus=name,
        queue=name,
        organisation_id="",
        forwarder="ModelGovForwarder",
        visibility_seconds=2,
    )


@dataclass
class Watching:
    """A watch that runs in a thread until its test ends."""

    world: World
    queue: Queue
    door: Door
    words: list[Counts | Pause] = field(default_factory=list)
    stop: threading.Event = field(default_factory=threading.Event)
    thread: threading.Thread | None = None

    def start(self) -> None:
        outside = Outside(
            door=self.door,
            journal=self.world.journal,
            clock=now,
            documents=documents_of(self.world.journal),
            run="watch-1",
        )
        pace = Pace(threads=4, wait_seconds=1, tell=self.words.append)
        self.thread = threading.Thread(target=watch, args=(outside, self.queue, self.stop, pace))
        self.thread.start()

    def end(self) -> None:
        self.stop.set()
        if self.thread is not None:
            self.thread.join(timeout=30)

    def drain(self) -> None:
        """Run until the queue is empty and stays so."""
        self.start()
        until(lambda: self.left() == 0)
        self.end()

    def left(self) -> int:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        answer = self.queue.client.get_queue_attributes(QueueUrl=self.queue.url, AttributeNames=names)
        return sum(int(value) for value in answer["Attributes"].values())

    def send(self, body: str) -> None:
        self.queue.client.send_message(QueueUrl=self.queue.url, MessageBody=body)

    def buried(self) -> list[dict[str, Any]]:
        answer = self.queue.client.receive_message(
            QueueUrl=self.queue.dead_letter_url, MaxNumberOfMessages=10, MessageAttributeNames=["All"]
        )
        return list(answer.get("Messages", ()))


def until(reached: Callable[[], bool], seconds: float = 20) -> None:
    end = time.monotonic() + seconds
    while not reached():
        assert time.monotonic() < end, "it was not reached in time"
        time.sleep(0.005)


def event(entry_like: dict[str, Any], *, detail_type: str = "SageMaker Model Package State Change") -> str:
    arn = entry_like["ModelPackageArn"]
    _, _, _, region, account, _ = arn.split(":", 5)
    return json.dumps(
        {
            "version": "0",
            "id": "0",
            "detail-type": detail_type,
            "source": "aws.sagemaker",
            "account": account,
            "time": "2026-09-14T08:31:07Z",
            "region": region,
            "resources": [arn],
            "detail": entry_like,
        }
    )


def approvals(entries: list[Entry], arn: str) -> list[tuple[str, str | None]]:
    rows = sorted((entry for entry in entries if entry.asset == arn), key=lambda entry: entry.changed_at)
    return [(orjson.loads(row.document)["ModelApprovalStatus"], row.actor) for row in rows]


def version(world: World, group: str = "g") -> str:
    sagemaker = world.sagemaker(world.accounts[0])
    sagemaker.create_model_package_group(ModelPackageGroupName=group)
    answer = sagemaker.create_model_package(
        ModelPackageGroupName=group,
        InferenceSpecification=CONTAINER,
        ModelApprovalStatus="PendingManualApproval",
    )
    return str(answer["ModelPackageArn"])


def approve(world: World, arn: str, status: str = "Approved") -> None:
    client = world.aws.client(
        "sagemaker", world.accounts[0], REGION, role=READER_ROLE, session_name="lea@example.com"
    )
    client.update_model_package(ModelPackageArn=arn, ModelApprovalStatus=status)

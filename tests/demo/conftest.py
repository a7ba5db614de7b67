"""One emulated AWS for all tests of the demo; each test works in an account of its own."""

import datetime
import itertools
from pathlib import Path
from typing import Any

import pytest

from modelgov.demo.emulator import Emulator, emulated_aws
from modelgov.demo.organisation.cache import build_snapshot
from modelgov.demo.organisation.estate import Size
from modelgov.demo.organisation.plan import Plan

_numbers = itertools.count(300000000001)


@pytest.fixture(scope="session")
def aws():
    with emulated_aws() as running:
        yield running


@pytest.fixture
def account():
    return str(next(_numbers))


@pytest.fixture
def other_account():
    return str(next(_numbers))


@pytest.fixture
def sagemaker(aws: Emulator, account: str):
    return aws.client("sagemaker", account, "eu-west-1")


@pytest.fixture(scope="session")
def small_plan():
    return Plan(size=Size.SMALL, seed=7, anchor=datetime.date(2026, 11, 20))


@pytest.fixture(scope="session")
def small_snapshot(small_plan: Plan, tmp_path_factory: pytest.TempPathFactory):
    return build_snapshot(tmp_path_factory.mktemp("snapshot"), small_plan, lambda *_: None)


@pytest.fixture(scope="session")
def organisation(small_snapshot: Path):
    with emulated_aws(state=small_snapshot) as running:
        yield running


@pytest.fixture
def listener(aws: Emulator, account: str):
    """The messages of a queue that hears every SageMaker event of the account."""
    sqs = aws.client("sqs", account, "eu-west-1")
    events = aws.client("events", account, "eu-west-1")
    queue = sqs.create_queue(QueueName="heard")["QueueUrl"]
    events.put_rule(Name="all", EventPattern='{"source": ["aws.sagemaker"]}')
    arn = f"arn:aws:sqs:eu-west-1:{account}:heard"
    events.put_targets(Rule="all", Targets=[{"Id": "queue", "Arn": arn}])
    return Listener(sqs, queue)


class Listener:
    """Reads a queue until it is empty."""

    def __init__(self, sqs: Any, queue: Any) -> None:
        self.sqs, self.queue = sqs, queue

    def bodies(self):
        found = []
        while True:
            given = self.sqs.receive_message(QueueUrl=self.queue, MaxNumberOfMessages=10)
            messages = given.get("Messages", [])
            if not messages:
                return found
            for message in messages:
                found.append(message["Body"])
                self.sqs.delete_message(QueueUrl=self.queue, ReceiptHandle=message["ReceiptHandle"])

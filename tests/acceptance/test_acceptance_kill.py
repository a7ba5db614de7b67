"""kill -9 at random moments: after the next run nothing is lost and nothing is doubled."""

import os
import random
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from product import PATIENCE, Product, accounts, endpoints_in_aws, pending, until, versions_in_aws

from modelgov import wire
from modelgov.demo.aws.fixed import GOVERNANCE, REGIONS, account_id
from modelgov.demo.emulator import Emulator
from modelgov.flow.collect import Progress, Wish, collect
from modelgov.record.observation import Kind
from modelgov.record.shape import TABLES
from modelgov.settings import Settings

pytestmark = pytest.mark.slow
ROUNDS = int(os.environ.get("KILLS", "2"))  # KILLS=10 make test, before a release
COMMITTING = Path(__file__).with_name("committing.py")
OBSERVED = tuple(table.name for table in TABLES if table.kind is not None and table.part is None)
# Less the metrics: a run of a later hour reads them of one more.
STEADY = tuple(table.name for table in TABLES if table.name in OBSERVED and not table.cold)
READ = tuple(name for name in STEADY if name != "account_observation")  # what every scope is read for
PARTS = tuple(
    table.name
    for table in TABLES
    if table.part is not None and not table.cold and table.kind is not Kind.ACCOUNT
)


@pytest.fixture(scope="module")
def reference(product: Product) -> Product:
    """A product that nobody kills, with the events' way set up."""
    assert product.run("watch", "--set-up").returncode == 0
    assert product.run("collect").returncode == 0
    return product


@pytest.fixture
def slowed(aws: Emulator) -> Iterator[Callable[[int], None]]:
    """Delay every SageMaker call by so many milliseconds, so that there is time to be killed in."""
    yield lambda ms: aws.faults([{"service": "sagemaker", "delay_ms": ms}])
    aws.faults([])


def states(product: Product, tables: Sequence[str] = STEADY) -> Counter[tuple[str, str]]:
    """How often each state of each asset is stored."""
    answers = product.answers([f"select asset, digest from {table}" for table in tables])
    return Counter(row for rows in answers for row in rows)


def parts(product: Product) -> dict[str, int]:
    answers = product.answers([f"select count(*) from {table}" for table in PARTS])
    return {table: rows[0][0] for table, rows in zip(PARTS, answers, strict=True)}


def doubled(product: Product) -> list[Any]:
    """Rows stored twice: of one state of one asset, or of one entry of the journal."""
    answers = product.answers(
        [
            f"select {key}, count(*) from {table} group by {key} having count(*) > 1"
            for table in OBSERVED
            for key in ("asset, digest, changed_at", "position")
        ]
    )
    return [row for rows in answers for row in rows]


def killed(process: subprocess.Popen[str], seconds: float) -> bool:
    """Kill it then; whether it was still at work."""
    try:
        process.wait(seconds)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()
        return True
    return False


def test_a_collect_killed_again_and_again_loses_and_doubles_nothing(
    reference: Product, aws: Emulator, slowed: Callable[[int], None]
) -> None:
    product = reference.beside("collect")
    moments = random.Random(21)
    slowed(40)
    times = 0
    for _ in range(ROUNDS):
        aws.reset_counts()
        with product.started("collect", "--full") as process:
            until(lambda: aws.counts()["total"] > 0 or process.poll() is not None)
            times += killed(process, moments.uniform(0.0, 2.5))
    assert times >= ROUNDS // 2
    slowed(0)
    assert product.run("collect", "--full").returncode == 0
    assert states(product) == states(reference)
    assert parts(product) == parts(reference)
    assert doubled(product) == []
    counted = Counter(product.rows("select account_id, region, approval_status from model_version"))
    assert counted == versions_in_aws(aws)
    endpoints = product.rows(
        "select distinct account_id, region, endpoint_status, endpoint_arn from endpoint"
    )
    assert Counter(row[:3] for row in endpoints) == endpoints_in_aws(aws)


def commit_killed(product: Product, seconds: float) -> bool:
    """Start a commit and kill it after so long; whether it was still at work."""
    command = [sys.executable, str(COMMITTING), str(product.folder)]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True) as process:
        assert process.stdout is not None
        assert process.stdout.readline() == "ready\n"
        return killed(process, seconds)


def take(chosen: Settings, account: str, region: str, full: bool) -> None:
    """Collect one scope into the journal and leave it there."""
    journal, lake = wire.journal(chosen), wire.lake(chosen)

    def unheard(_: Progress) -> None:
        """Nobody waits for progress."""

    wish = Wish(
        accounts=(account,),
        regions=(region,),
        threads=4,
        overlap=timedelta(minutes=10),
        horizon=timedelta(days=400),
        metric_horizon=timedelta(days=2),
        full=full,
    )
    assert collect(wire.collecting(journal, lake, chosen, unheard), wish).complete
    journal.close()


def test_a_commit_killed_again_and_again_loses_and_doubles_nothing(
    reference: Product, aws: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name, value in aws.environment(GOVERNANCE).items():
        monkeypatch.setenv(name, value)
    product = reference.beside("commit")
    moments = random.Random(22)
    scopes = [(account, region) for account in accounts(aws) for region in REGIONS]
    times = 0
    for turn in range(max(ROUNDS, len(scopes))):
        account, region = scopes[turn % len(scopes)]
        take(product.settings, account, region, full=True)
        if turn < ROUNDS:
            times += commit_killed(product, moments.uniform(0.0, 0.9))
    assert times >= ROUNDS // 2
    chosen = product.settings
    journal = wire.journal(chosen)
    wanted = {table.name: len(journal.after(0, 10**6, kind=table.entry_kind)) for table in TABLES}
    committed = wire.committer(chosen, journal, wire.lake(chosen)).commit()
    assert committed is not None
    assert committed.position == journal.last_position()
    held = {table.name: wire.lake(chosen).rows(table).num_rows for table in TABLES if table.name in OBSERVED}
    assert held == {name: wanted[name] for name in OBSERVED}
    assert states(product, READ) == states(reference, READ)
    assert parts(product) == parts(reference)
    assert doubled(product) == []


def test_a_watch_killed_again_and_again_loses_and_doubles_nothing(reference: Product, aws: Emulator) -> None:
    product = reference.beside("watch")
    assert product.run("collect").returncode == 0
    _hide_briefly(aws)
    account, region = account_id(2), "us-east-1"
    sagemaker = aws.client("sagemaker", account, region)
    arns = [one["ModelPackageArn"] for one in pending(aws, account, region, 3)]
    moments = random.Random(23)
    before = states(product)
    expected: Counter[tuple[str, int]] = Counter()
    for turn in range(ROUNDS):
        with product.started("watch") as process:
            assert process.stderr is not None
            assert "Watching" in process.stderr.readline()
            for arn in arns * 2:
                status = moments.choice(("Approved", "Rejected"))
                sagemaker.update_model_package(
                    ModelPackageArn=arn, ModelApprovalStatus=status, ApprovalDescription=f"round {turn}"
                )
                expected[arn, _changed(sagemaker, arn)] += 1
            killed(process, moments.uniform(0.0, 0.3))
    time.sleep(2.1)  # what the killed ones held comes back
    with product.started("watch"):
        until(lambda: _left(aws) == 0, PATIENCE)
    assert _written(product, arns, before) == expected
    assert doubled(product) == []
    assert product.run("collect", "--full").returncode == 0
    counted = Counter(product.rows("select account_id, region, approval_status from model_version"))
    assert counted == versions_in_aws(aws)


def _hide_briefly(aws: Emulator) -> None:
    """A message that a killed watch held comes back after two seconds, not thirty."""
    sqs = aws.client("sqs", GOVERNANCE)
    url = sqs.get_queue_url(QueueName="modelgov-events")["QueueUrl"]
    sqs.set_queue_attributes(QueueUrl=url, Attributes={"VisibilityTimeout": "2"})


def _left(aws: Emulator) -> int:
    """Messages in the queue, visible or held."""
    sqs = aws.client("sqs", GOVERNANCE)
    url = sqs.get_queue_url(QueueName="modelgov-events")["QueueUrl"]
    names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
    told = sqs.get_queue_attributes(QueueUrl=url, AttributeNames=names)["Attributes"]
    return sum(int(told[name]) for name in names)


def _changed(sagemaker: Any, arn: str) -> int:
    """When AWS last changed it, in milliseconds."""
    described = sagemaker.describe_model_package(ModelPackageName=arn)
    changed: datetime = described["LastModifiedTime"]
    return round(changed.timestamp() * 1000)


def _written(product: Product, arns: list[str], before: Counter[tuple[str, str]]) -> Counter[tuple[str, int]]:
    """States of these versions that came after, by their time of change in milliseconds."""
    named = ", ".join(f"'{arn}'" for arn in arns)
    rows = product.rows(
        f"select asset, digest, changed_at from model_version_observation where asset in ({named})"
    )
    return Counter(
        (asset, round(changed_at.timestamp() * 1000))
        for asset, digest, changed_at in rows
        if (asset, digest) not in before
    )

"""modelgov as its users have it: the command line over a data folder, against an emulated AWS."""

import json
import os
import random
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

from modelgov import wire
from modelgov.demo.aws.fixed import GOVERNANCE, REGIONS
from modelgov.demo.emulator import Emulator
from modelgov.settings import Settings
from modelgov.table.engine import Answer

MODELGOV = (sys.executable, "-m", "modelgov")
PATIENCE = 90.0
QUICK = 1000  # calls a second of an API: the emulated AWS has no limit


def free_port() -> int:
    """A port that nobody listens on, below those that outgoing connections take for themselves."""
    while True:
        port = random.randrange(10_000, 32_000)
        with socket.socket() as probe, suppress(OSError):
            probe.bind(("127.0.0.1", port))
            return port


def clean_environment() -> dict[str, str]:
    return {name: value for name, value in os.environ.items() if not name.startswith(("AWS_", "MODELGOV_"))}


def until(met: Any, seconds: float = PATIENCE) -> None:
    """Wait for something to become true."""
    limit = time.monotonic() + seconds
    while not met():
        assert time.monotonic() < limit, "It did not come in time."
        time.sleep(0.02)


def answers(url: str) -> bool:
    try:
        with urllib.request.urlopen(f"{url}/api/v1/status", timeout=5):
            return True
    except (urllib.error.URLError, OSError):
        return False


@dataclass(frozen=True, slots=True, kw_only=True)
class Product:
    """One data folder, and what its commands find in their environment."""

    aws: Emulator
    folder: Path
    more: Mapping[str, str] = field(default_factory=dict)

    def beside(self, name: str) -> "Product":
        """Another one, over the same AWS."""
        return replace(self, folder=self.folder.with_name(name))

    @property
    def environment(self) -> dict[str, str]:
        own = {
            "MODELGOV_DATA": str(self.folder),
            "MODELGOV_REGIONS": ",".join(REGIONS),
            "MODELGOV_CALLS_PER_SECOND": str(QUICK),
        }
        return clean_environment() | self.aws.environment(GOVERNANCE) | own | dict(self.more)

    @property
    def settings(self) -> Settings:
        return Settings(data=str(self.folder), regions=REGIONS, calls_per_second=QUICK)

    def run(self, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [*MODELGOV, *arguments]
        return subprocess.run(
            command, check=False, env=self.environment, capture_output=True, text=True, timeout=PATIENCE
        )

    @contextmanager
    def started(self, *arguments: str) -> Iterator[subprocess.Popen[str]]:
        """The command while it runs; its words come on `stderr`; it is killed if it runs still."""
        with subprocess.Popen(
            [*MODELGOV, *arguments], env=self.environment, stderr=subprocess.PIPE, text=True
        ) as process:
            try:
                yield process
            finally:
                process.kill()

    @contextmanager
    def served(self, *arguments: str) -> Iterator[str]:
        """The dashboard's address."""
        port = free_port()
        url = f"http://127.0.0.1:{port}"
        with self.started("serve", "--port", str(port), *arguments) as process:
            until(lambda: answers(url) or process.poll() is not None)
            assert process.poll() is None, process.stderr and process.stderr.read()
            yield url
            process.send_signal(signal.SIGINT)
            assert process.wait(PATIENCE) == 0

    def query(self, sql: str) -> list[dict[str, Any]]:
        asked = self.run("query", sql, "--format", "json")
        assert asked.returncode == 0, asked.stderr
        rows: list[dict[str, Any]] = json.loads(asked.stdout)
        return rows

    def rows(self, sql: str) -> tuple[tuple[Any, ...], ...]:
        """The same, over lake and journal, without a process of its own."""
        return self.answers((sql,))[0]

    def answers(self, statements: Sequence[str]) -> list[tuple[tuple[Any, ...], ...]]:
        """The rows of each statement, over the lake and the journal as they are at one moment."""
        tables = wire.attached_tables(self.settings)
        answers: list[Answer] = [tables.ask_reader(sql) for sql in statements]
        return [answer.rows for answer in answers]


def get(url: str) -> Any:
    with urllib.request.urlopen(url, timeout=30) as reply:
        return json.loads(reply.read())


def accounts(aws: Emulator) -> list[str]:
    pages = aws.client("organizations", GOVERNANCE).get_paginator("list_accounts").paginate()
    return [account["Id"] for page in pages for account in page["Accounts"]]


def listed(client: Any, operation: str, key: str, **given: Any) -> list[dict[str, Any]]:
    return [item for page in client.get_paginator(operation).paginate(**given) for item in page[key]]


def versions_in_aws(aws: Emulator) -> Counter[tuple[str, str, str]]:
    """Versions by account, region and approval status, as list calls tell."""
    found: Counter[tuple[str, str, str]] = Counter()
    for account in accounts(aws):
        for region in REGIONS:
            client = aws.client("sagemaker", account, region)
            for group in listed(client, "list_model_package_groups", "ModelPackageGroupSummaryList"):
                name = group["ModelPackageGroupName"]
                versions = listed(
                    client, "list_model_packages", "ModelPackageSummaryList", ModelPackageGroupName=name
                )
                found.update((account, region, one["ModelApprovalStatus"]) for one in versions)
    return found


def endpoints_in_aws(aws: Emulator) -> Counter[tuple[str, str, str]]:
    """Endpoints by account, region and status, as list calls tell."""
    return Counter(
        (account, region, one["EndpointStatus"])
        for account in accounts(aws)
        for region in REGIONS
        for one in listed(aws.client("sagemaker", account, region), "list_endpoints", "Endpoints")
    )


def pending(aws: Emulator, account: str, region: str, count: int) -> list[dict[str, Any]]:
    """Versions of groups that wait for approval."""
    wanted = [{"Name": "ModelApprovalStatus", "Operator": "Equals", "Value": "PendingManualApproval"}]
    found = aws.client("sagemaker", account, region).search(
        Resource="ModelPackage", SearchExpression={"Filters": wanted}, MaxResults=count
    )
    return [one["ModelPackage"] for one in found["Results"]]

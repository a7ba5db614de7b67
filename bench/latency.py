"""From an approval in AWS to the open page: with who did it and what it was before.

    python bench/latency.py [--size medium] [--rounds 10]

A demo runs in a folder of its own; an Overview and a Version page stand open in Chromium; pending versions
are approved through plain boto3 in an assumed role. The time is from the call's return to the page's text,
and until a control has judged the approval: its reason is too short, which is a finding.
"""

import argparse
import os
import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from browser import Visit, chromium
from measure import median
from modelgov.demo.aws.fixed import GOVERNANCE, REGIONS
from modelgov.demo.emulator import Emulator
from modelgov.demo.organisation.estate import Size
from organisation import MODELGOV
from report import table, write
from serving import free_port, wait_for

TARGETS_S = {"Overview": 2.0, "Version page": 2.0, "judged by the controls": 5.0}
CONTROL = "approval-reason"
PATIENCE_S = 30.0
WHO = "lea.moreau"
PENDING = {
    "Filters": [{"Name": "ModelApprovalStatus", "Operator": "Equals", "Value": "PendingManualApproval"}]
}
METHOD = (
    "{} approvals by boto3 as {} in an assumed role, over accounts and regions; seconds from the call's"
    " return until the page shows the change, who made it and what it was before."
)
THE_WAY = (
    "The way: SageMaker's event, a rule of the account, the hub's bus, the queue, a read back of the version,"
    " the journal, the tables in memory, the stream, a request, the paint."
)
WATCH = """([selector, words]) => {
  window.seenAt = undefined;
  const look = () => {
    const found = [...document.querySelectorAll(selector)]
      .some((item) => words.every((word) => item.textContent.includes(word)));
    if (found) window.seenAt = Date.now(); else setTimeout(look, 5);
  };
  look();
}"""


@dataclass(frozen=True, slots=True, kw_only=True)
class Waiting:
    """A version that waits for approval."""

    account: str
    region: str
    group: str
    version: int
    arn: str

    @property
    def path(self) -> str:
        """Its history."""
        return f"/models/{self.account}/{self.region}/{self.group}/{self.version}?tab=history"


@contextmanager
def demo(size: Size) -> Iterator[tuple[str, Emulator]]:
    """A demo with a quiet life; the dashboard's address and the emulated AWS."""
    port, aws_port = free_port(), free_port()
    command = (*MODELGOV, "demo", "--size", size.value, "--quiet-life", "--port", str(port))
    url = f"http://127.0.0.1:{port}"
    with (
        tempfile.TemporaryDirectory() as folder,
        subprocess.Popen(
            (*command, "--aws-port", str(aws_port)), cwd=folder, stderr=subprocess.DEVNULL
        ) as running,
    ):
        try:
            wait_for(url, running)
            yield url, Emulator(endpoint_url=f"http://127.0.0.1:{aws_port}", process=running)
        finally:
            os.kill(running.pid, signal.SIGINT)
            running.wait(timeout=60)


def waiting(aws: Emulator, count: int) -> list[Waiting]:
    """So many versions that wait, over all accounts and regions."""
    found: list[Waiting] = []
    accounts = aws.client("organizations", GOVERNANCE).list_accounts()["Accounts"]
    for account in accounts:
        for region in REGIONS:
            client = aws.client("sagemaker", account["Id"], region)
            answer = client.search(Resource="ModelPackage", SearchExpression=PENDING, MaxResults=2)
            found += [
                Waiting(
                    account=account["Id"],
                    region=region,
                    group=one["ModelPackage"]["ModelPackageGroupName"],
                    version=one["ModelPackage"]["ModelPackageVersion"],
                    arn=one["ModelPackage"]["ModelPackageArn"],
                )
                for one in answer["Results"]
                if "ModelPackageGroupName" in one["ModelPackage"]
            ]
    return found[:: max(1, len(found) // count)][:count]


def approve(aws: Emulator, one: Waiting) -> float:
    """Approve it as a person in an assumed role; the moment at which the call returned."""
    client = aws.client("sagemaker", one.account, one.region, role="ModelApprover", session_name=WHO)
    client.update_model_package(
        ModelPackageArn=one.arn, ModelApprovalStatus="Approved", ApprovalDescription="Reviewed"
    )
    return time.time()


def judged(url: str, one: Waiting) -> float:
    """The moment at which the API has the finding on the approval."""
    limit = time.monotonic() + PATIENCE_S
    while time.monotonic() < limit:
        try:
            with urllib.request.urlopen(f"{url}/api/v1/findings/{CONTROL}/{one.arn}"):
                return time.time()
        except urllib.error.HTTPError:
            time.sleep(0.02)
    raise SystemExit(f"{one.arn} was not judged within {PATIENCE_S} seconds.")


def one_round(
    overview: Visit, browser: Any, url: str, aws: Emulator, one: Waiting
) -> tuple[float, float, float]:
    """One approval, on both pages at once, and its judgement."""
    detail = Visit(browser)
    detail.interactive(url + one.path)
    words = ["Waiting", "→ Approved", WHO]
    named = f"{one.group}, version {one.version}"
    overview.page.evaluate(WATCH, [".changes li", [*words, named]])
    detail.page.evaluate(WATCH, [".timeline li", words])
    done = approve(aws, one)
    overview_at, detail_at = (visit.when("window.seenAt") / 1000 for visit in (overview, detail))
    detail.close()
    return overview_at - done, detail_at - done, judged(url, one) - done


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--size", type=Size, default=Size.MEDIUM)
    parser.add_argument("--rounds", type=int, default=10)
    given = parser.parse_args()
    times = []
    with demo(given.size) as (url, aws), chromium() as browser:
        overview = Visit(browser)
        overview.interactive(url)
        for one in waiting(aws, given.rounds):
            times.append(one_round(overview, browser, url, aws, one))
            print(
                f"{one.group} {one.version}: {', '.join(f'{took:.2f} s' for took in times[-1])}", flush=True
            )
    rows = []
    for (name, target), values in zip(TARGETS_S.items(), zip(*times, strict=True), strict=True):
        verdict = f"{target:g} s, {'met' if median(values) < target else 'missed'}"
        rows.append((name, f"{median(values):.2f}", f"{min(values):.2f}", f"{max(values):.2f}", verdict))
    write(
        "latency",
        "From an approval to the open page",
        f"python bench/latency.py --size {given.size.value} --rounds {given.rounds}",
        (
            METHOD.format(len(times), WHO),
            table(("where", "median s", "best s", "worst s", "target"), rows),
            THE_WAY,
        ),
    )


if __name__ == "__main__":
    main()

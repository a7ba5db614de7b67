"""The checks that Prowler and Cloud Custodian share with modelgov, over the same emulated AWS in one run.

    python bench/checks.py [--rounds 3]

The organisation is the proving ground: what violates every control is planted in it, and a file says where.
A false pass is a planted endpoint of which a tool says that all is well. Prowler and Custodian judge configs
and models, or a region as a whole; an endpoint is found by them where they find its config, one of its
models, or its region.
"""

import argparse
import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import boto3

import custodian
from collect import Turn, turn
from measure import median
from modelgov.demo.aws.fixed import GOVERNANCE, READER_ROLE, REGIONS, role_arn
from modelgov.demo.emulator import Emulator
from modelgov.demo.organisation.cache import build_snapshot
from modelgov.demo.organisation.estate import Size
from modelgov.demo.organisation.plan import Plan
from modelgov.demo.proving.ground import TRUTH
from organisation import CACHE, HOME, MODELGOV, SEED, UV, emulated, environment
from report import table, write

PROWLER = "5.37.0"
PLACE = CACHE / f"prowler-{PROWLER}"
POLICIES = HOME / "custodian-checks.yml"
AREAS = ("registry", "serving", "monitoring")
METHOD = (
    "The proving ground, {} endpoints in {} accounts; medians of {} interleaved rounds. modelgov reads the"
    " registry, serving and monitoring for it, the others what their checks need."
)
FAILURES = (0, 3, 4)  # some failures were found, or something could not be read: that is what they are for
Key = tuple[str, str, str]  # account, region, name; a region has the name ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Shared:
    """One check, under its name in each tool; `of` is what the others judge."""

    control: str
    of: str
    prowler: str = ""
    custodian: str = ""


SHARED = (
    Shared(
        control="deployment-single-instance",
        of="config",
        prowler="sagemaker_endpoint_config_prod_variant_instances",
        custodian="config-single-instance",
    ),
    Shared(
        control="deployment-network-isolation",
        of="model",
        prowler="sagemaker_models_network_isolation_enabled",
        custodian="model-no-isolation",
    ),
    Shared(control="deployment-data-capture", of="config", custodian="config-no-capture"),
    Shared(
        control="monitoring-data-quality-missing", of="region", prowler="sagemaker_models_monitor_enabled"
    ),
    Shared(control="deployment-shadow-ai", of="region", prowler="sagemaker_models_registry_in_use"),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Said:
    """What a tool judged, and what of it failed, by check. `everything` says that it tells failures alone."""

    failed: Mapping[str, frozenset[Key]]
    judged: Mapping[str, frozenset[Key]]
    everything: bool = False


def install() -> None:
    """Both into environments of their own, once."""
    custodian.install()
    if not (PLACE / "bin" / "prowler").exists():
        subprocess.run((UV, "venv", "--quiet", "--python", sys.executable, PLACE), check=True)
        python = str(PLACE / "bin" / "python")
        subprocess.run(
            (UV, "pip", "install", "--quiet", "--python", python, f"prowler=={PROWLER}"), check=True
        )


def scan(out: Path) -> None:
    """Prowler over one account after the other, as its command line works."""
    pages = boto3.client("organizations").get_paginator("list_accounts").paginate()
    checks = [shared.prowler for shared in SHARED if shared.prowler]
    for account in (row["Id"] for page in pages for row in page["Accounts"]):
        role = () if account == GOVERNANCE else ("--role", role_arn(account, READER_ROLE))
        command = (str(PLACE / "bin" / "prowler"), "aws", "--checks", *checks, "--region", *REGIONS, *role)
        told = subprocess.run(
            (*command, "-M", "json-ocsf", "-o", str(out), "-F", account, "--no-banner", "--no-color"),
            env=os.environ,
            capture_output=True,
            text=True,
            check=False,
        )
        if told.returncode not in FAILURES:
            raise SystemExit(
                f"Prowler ended with {told.returncode}: {told.stdout[-2000:]}{told.stderr[-2000:]}"
            )


def of_prowler(out: Path) -> Said:
    """What its reports say."""
    failed: dict[str, set[Key]] = {}
    judged: dict[str, set[Key]] = {}
    region_wide = {shared.prowler for shared in SHARED if shared.of == "region"}
    for path in out.glob("*.ocsf.json"):
        for row in json.loads(path.read_bytes()):
            check = row["metadata"]["event_code"]
            resource = row["resources"][0]
            name = "" if check in region_wide else resource["name"]
            key = (row["cloud"]["account"]["uid"], resource["region"], name)
            judged.setdefault(check, set()).add(key)
            if row["status_code"] == "FAIL":
                failed.setdefault(check, set()).add(key)
    return Said(failed=_frozen(failed), judged=_frozen(judged))


def of_custodian(out: Path) -> Said:
    """What its reports say: the resources that a policy matched."""
    failed: dict[str, set[Key]] = {}
    for path in out.rglob("resources.json"):
        check = path.parent.name
        for row in json.loads(path.read_bytes()):
            _, _, _, region, account, name = (row.get("ModelArn") or row["EndpointConfigArn"]).split(":", 5)
            failed.setdefault(check, set()).add((account, region, name.split("/")[1]))
    return Said(failed=_frozen(failed), judged={}, everything=True)


def of_modelgov(answer: str) -> frozenset[tuple[str, str]]:
    """Controls and the assets that fail them, as `modelgov check` lists them."""
    rows = json.loads(answer[answer.index("[") : answer.rindex("]") + 1])
    return frozenset((row["control_id"], row["judged_asset"]) for row in rows if row["status"] == "fail")


def _frozen(sets: Mapping[str, set[Key]]) -> dict[str, frozenset[Key]]:
    return {name: frozenset(found) for name, found in sets.items()}


class Carriers:
    """What the others judge in an endpoint's place, asked of AWS itself."""

    def __init__(self, aws: Emulator) -> None:
        self._aws = aws
        self._of = cache(self._asked)

    def of(self, arn: str, kind: str) -> frozenset[Key]:
        """Its config, its models or its region."""
        return self._of(arn)[kind]

    def _asked(self, arn: str) -> Mapping[str, frozenset[Key]]:
        _, _, _, region, account, name = arn.split(":", 5)
        client = self._aws.client("sagemaker", account, region)
        config = client.describe_endpoint(EndpointName=name.split("/")[1])["EndpointConfigName"]
        variants = client.describe_endpoint_config(EndpointConfigName=config)["ProductionVariants"]
        models = {one["ModelName"] for one in variants if "ModelName" in one}
        return {
            "config": frozenset({(account, region, config)}),
            "model": frozenset((account, region, model) for model in models),
            "region": frozenset({(account, region, "")}),
        }


def outcome(said: Said, check: str, keys: frozenset[Key]) -> str:
    """What a tool makes of one planted violation."""
    if not check:
        return "no such check"
    if keys & said.failed.get(check, frozenset()):
        return "found"
    if said.everything or keys & said.judged.get(check, frozenset()):
        return "false pass"
    return "not judged"


def one_round(aws: Emulator, folder: Path) -> tuple[dict[str, Turn], dict[str, str]]:
    """Every way once; the answer of ours, and where the others wrote theirs."""
    data = {**environment(aws, folder / "data"), "MODELGOV_CALLS_PER_SECOND": "1000"}
    areas = [part for area in AREAS for part in ("--area", area)]
    controls = [part for shared in SHARED for part in ("--control", shared.control)]
    turns = {
        "modelgov collect": turn(aws, (*MODELGOV, "collect", "--full", *areas), data, FAILURES),
        "modelgov check": turn(aws, (*MODELGOV, "check", *controls, "--format", "json"), data, FAILURES),
    }
    here = str(HOME / "checks.py")
    turns["Prowler"] = turn(aws, (sys.executable, here, "--scan", str(folder / "prowler")), data)
    program = (sys.executable, str(HOME / "custodian.py"), str(folder / "custodian"), str(POLICIES))
    turns["Cloud Custodian"] = turn(aws, program, data)
    return turns, {name: one.cost.said for name, one in turns.items()}


def judged(
    aws: Emulator, planted: Mapping[str, Sequence[str]], answer: str, folder: Path
) -> tuple[list[tuple[object, ...]], list[str]]:
    """A row of counts for each check, and every false pass in words."""
    ours, prowler, theirs = (
        of_modelgov(answer),
        of_prowler(folder / "prowler"),
        of_custodian(folder / "custodian"),
    )
    carriers, rows, listed = Carriers(aws), list[tuple[object, ...]](), list[str]()
    for shared in SHARED:
        assets = planted[shared.control]
        found = {
            "modelgov": ["found" if (shared.control, asset) in ours else "false pass" for asset in assets],
            "Prowler": [outcome(prowler, shared.prowler, carriers.of(one, shared.of)) for one in assets],
            "Cloud Custodian": [
                outcome(theirs, shared.custodian, carriers.of(one, shared.of)) for one in assets
            ],
        }
        rows.append((shared.control, len(assets), *(_counted(outcomes) for outcomes in found.values())))
        listed += [
            f"- {name}, {getattr(shared, 'prowler' if name == 'Prowler' else 'custodian') or shared.control}:"
            f" {asset.rsplit('/', 1)[1]}"
            for name, outcomes in found.items()
            for asset, one in zip(assets, outcomes, strict=True)
            if one == "false pass"
        ]
    return rows, listed


def _counted(outcomes: Sequence[str]) -> str:
    return ", ".join(f"{outcomes.count(one)} {one}" for one in sorted(set(outcomes)))


def main() -> None:
    """Measure and write the result."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--scan", type=Path, help=argparse.SUPPRESS)
    given = parser.parse_args()
    if given.scan:
        scan(given.scan)
        return
    install()
    rounds: list[dict[str, Turn]] = []
    with emulated(Size.PROVING) as aws:
        for _ in range(given.rounds):
            with tempfile.TemporaryDirectory() as name:
                turns, said = one_round(aws, Path(name))
                rounds.append(turns)
                rows, listed = judged(aws, planted(), said["modelgov check"], Path(name))
    costs = [
        (
            way,
            int(median([one[way].total for one in rounds])),
            median([one[way].cost.cpu_s for one in rounds]),
            median([one[way].cost.wall_s for one in rounds]),
            median([one[way].cost.peak_mb for one in rounds]),
        )
        for way in rounds[0]
    ]
    write(
        "checks",
        "The checks that others have too",
        f"python bench/checks.py --rounds {given.rounds}",
        (
            METHOD.format(Size.PROVING.totals.endpoints, Size.PROVING.totals.accounts, given.rounds),
            table(("way", "calls", "CPU s", "wall s", "peak MB"), costs),
            "What became of the violations that are planted:",
            table(("control", "planted", "modelgov", "Prowler", "Cloud Custodian"), rows),
            "Every false pass:",
            "\n".join(listed) or "None.",
        ),
    )


def planted() -> Mapping[str, Sequence[str]]:
    """The truth beside the snapshot."""
    plan = Plan(size=Size.PROVING, seed=SEED, anchor=datetime.now(UTC).date())
    truth = build_snapshot(CACHE, plan, lambda *_: None).with_suffix(TRUTH)
    found: Mapping[str, Sequence[str]] = json.loads(truth.read_bytes())["planted"]
    return found


if __name__ == "__main__":
    main()

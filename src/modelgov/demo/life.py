"""Life in the demo organisation: people and pipelines register, decide and deploy, one deed at a time.

    life = Life(aws=emulator, draw=random.Random())
    life.live(every_s=4.0, stop=event, tell=print, trouble=print)   # returns when the event is set

Each deed goes through boto3 and HTTP in a session that STS gave for it, so that AWS records who did it. The
state that is found is what is worked on: nothing is remembered between deeds.
"""

import random
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, assert_never

from botocore.exceptions import BotoCoreError, ClientError
from botocore.parsers import ResponseParserError

from modelgov.demo.aws.fixed import GOVERNANCE, REGIONS
from modelgov.demo.emulator import Emulator
from modelgov.demo.organisation.vocabulary import FRAMEWORKS, PEOPLE, person

_COPIED = (
    "InferenceSpecification",
    "ModelMetrics",
    "CustomerMetadataProperties",
    "ModelCard",
    "MetadataProperties",
)
_CELLS_TRIED = 8
# What reading a record of the wrong form raises, here or in botocore; a fault may have made it so.
_MALFORMED = (AttributeError, KeyError, TypeError, ValueError, ResponseParserError)


class Kind(Enum):
    """What may happen next."""

    REGISTER = "registered"
    APPROVE = "approved"
    REJECT = "rejected"
    DEPLOY = "deployed"


_ODDS = ((Kind.REGISTER, 0.42), (Kind.APPROVE, 0.30), (Kind.REJECT, 0.13), (Kind.DEPLOY, 0.15))


@dataclass(frozen=True, slots=True, kw_only=True)
class Deed:
    """What somebody just did."""

    kind: Kind
    who: str
    account: str
    region: str
    arn: str

    def __str__(self) -> str:
        name = self.arn.rpartition(":")[2].partition("/")[2]
        return f"{self.who} {self.kind.value} {name} in {self.account} {self.region}"


@dataclass(frozen=True, slots=True, kw_only=True)
class Life:
    """Does one thing after another in an emulated organisation."""

    aws: Emulator
    draw: random.Random

    def live(
        self,
        *,
        every_s: float,
        stop: threading.Event,
        tell: Callable[[str], None],
        trouble: Callable[[str], None],
    ) -> None:
        """Do a deed every few seconds until told to stop; what AWS refuses is told and passed over."""
        accounts: list[str] = []
        while not stop.wait(every_s * self.draw.uniform(0.6, 1.4)):
            try:
                accounts = accounts or self.accounts()
                deed = self.act(accounts)
            except (ClientError, BotoCoreError) as refused:
                trouble(str(refused))
                continue
            except _MALFORMED as odd:
                trouble(f"Somebody found a record that nobody can work on: {odd!r}")
                continue
            if deed is not None:
                tell(str(deed))

    def accounts(self) -> list[str]:
        """The accounts of the organisation."""
        pages = self.aws.client("organizations", GOVERNANCE).get_paginator("list_accounts").paginate()
        return [account["Id"] for page in pages for account in page["Accounts"]]

    def act(self, accounts: list[str]) -> Deed | None:
        """One deed in a place that has the material for it; None when no place tried has."""
        kinds = [kind for kind, _ in _ODDS]
        kind = self.draw.choices(kinds, [odds for _, odds in _ODDS])[0]
        for _ in range(_CELLS_TRIED):
            account, region = self.draw.choice(accounts), self.draw.choice(REGIONS)
            deed = self._do(kind, account, region)
            if deed is not None:
                return deed
        return None

    def _do(self, kind: Kind, account: str, region: str) -> Deed | None:
        match kind:
            case Kind.REGISTER:
                return self._register(account, region)
            case Kind.APPROVE | Kind.REJECT:
                return self._decide(kind, account, region)
            case Kind.DEPLOY:
                return self._deploy(account, region)
            case _:
                assert_never(kind)

    def _register(self, account: str, region: str) -> Deed | None:
        latest = self._some_version(account, region, {})
        if latest is None:
            return None
        group = latest["ModelPackageGroupName"]
        session = f"{group}-training"[:64]
        sagemaker = self.aws.client("sagemaker", account, region, role="MLPipeline", session_name=session)
        given = {name: latest[name] for name in _COPIED if name in latest}
        number = latest["ModelPackageVersion"] + 1
        made = sagemaker.create_model_package(
            ModelPackageGroupName=group,
            ModelPackageDescription=f"{group}, retrained",
            ModelApprovalStatus="PendingManualApproval",
            ModelLifeCycle={"Stage": "Development", "StageStatus": "PendingApproval"},
            **_retrained(given, number, self.draw),
        )
        return Deed(
            kind=Kind.REGISTER, who=session, account=account, region=region, arn=made["ModelPackageArn"]
        )

    def _decide(self, kind: Kind, account: str, region: str) -> Deed | None:
        waiting = self._some_version(account, region, {"ModelApprovalStatus": "PendingManualApproval"})
        if waiting is None:
            return None
        who = person(self.draw.randrange(18) * 4)
        sagemaker = self.aws.client("sagemaker", account, region, role="ModelApprover", session_name=who)
        approved = kind is Kind.APPROVE
        sagemaker.update_model_package(
            ModelPackageArn=waiting["ModelPackageArn"],
            ModelApprovalStatus="Approved" if approved else "Rejected",
            ApprovalDescription="Reviewed and approved" if approved else "Evaluation not convincing",
        )
        return Deed(kind=kind, who=who, account=account, region=region, arn=waiting["ModelPackageArn"])

    def _deploy(self, account: str, region: str) -> Deed | None:
        version = self._some_version(account, region, {"ModelApprovalStatus": "Approved"})
        if version is None:
            return None
        who = person(self.draw.randrange(PEOPLE))
        sagemaker = self.aws.client("sagemaker", account, region, role="MLEngineer", session_name=who)
        group, number = version["ModelPackageGroupName"], version["ModelPackageVersion"]
        name = f"{group}-{number}-{self.draw.getrandbits(24):06x}"[-63:].strip("-")
        sagemaker.create_model(
            ModelName=name,
            PrimaryContainer={"ModelPackageName": version["ModelPackageArn"]},
            ExecutionRoleArn=f"arn:aws:iam::{account}:role/MLPipeline",
        )
        variant = {
            "VariantName": "AllTraffic",
            "ModelName": name,
            "InstanceType": self.draw.choice(FRAMEWORKS["xgboost"].instances),
            "InitialInstanceCount": 1,
        }
        sagemaker.create_endpoint_config(EndpointConfigName=name, ProductionVariants=[variant])
        serving = sagemaker.list_endpoints(NameContains=group, MaxResults=1)["Endpoints"]
        if serving:
            given = {"EndpointName": serving[0]["EndpointName"], "EndpointConfigName": name}
            made = sagemaker.update_endpoint(**given)
        else:
            made = sagemaker.create_endpoint(EndpointName=name, EndpointConfigName=name)
        return Deed(kind=Kind.DEPLOY, who=who, account=account, region=region, arn=made["EndpointArn"])

    def _some_version(self, account: str, region: str, wanted: Mapping[str, str]) -> dict[str, Any] | None:
        sagemaker = self.aws.client("sagemaker", account, region)
        filters = [{"Name": "ModelPackageGroupName", "Operator": "Exists"}]
        filters += [{"Name": name, "Operator": "Equals", "Value": value} for name, value in wanted.items()]
        found = sagemaker.search(
            Resource="ModelPackage", SearchExpression={"Filters": filters}, MaxResults=40
        )["Results"]
        return self.draw.choice(found)["ModelPackage"] if found else None


def _retrained(given: dict[str, Any], number: int, draw: random.Random) -> dict[str, Any]:
    """The latest version's facts with a new artifact, a new commit and metrics that moved a little."""
    containers = []
    for container in given.get("InferenceSpecification", {}).get("Containers", []):
        folder = container.get("ModelDataUrl", "s3://models/unknown/0/model.tar.gz").rpartition("/")[0]
        url = f"{folder.rpartition('/')[0]}/{number}-{draw.getrandbits(32):08x}/model.tar.gz"
        containers.append({"Image": container["Image"], "ModelDataUrl": url})
    properties = {
        name: _moved(value, draw) for name, value in given.get("CustomerMetadataProperties", {}).items()
    }
    renewed = given | {"CustomerMetadataProperties": properties}
    if containers:
        renewed["InferenceSpecification"] = given["InferenceSpecification"] | {"Containers": containers}
    renewed["MetadataProperties"] = given.get("MetadataProperties", {}) | {
        "CommitId": f"{draw.getrandbits(160):040x}"
    }
    return renewed


def _moved(value: str, draw: random.Random) -> str:
    """A metric is written with four decimals, and nothing else is."""
    whole, point, decimals = value.partition(".")
    if not point or len(decimals) != 4 or not (whole + decimals).isdigit():
        return value
    return f"{float(value) * draw.uniform(0.985, 1.02):.4f}"

"""One test's part of the emulated AWS: its accounts, what is in them, and how they are collected."""

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from typing import Any

import boto3
import orjson

from modelgov.collect.aws import Access, Door
from modelgov.demo.aws.fixed import READER_ROLE
from modelgov.demo.emulator import Emulator
from modelgov.flow.collect import Parts, Progress, Summary, Wish, collect
from modelgov.lake.entry import Entry
from modelgov.lake.journal import Journal
from modelgov.record.observation import Kind

REGION = "eu-west-1"
CONTAINER = {
    "Containers": [{"Image": "1.dkr.ecr.eu-west-1.amazonaws.com/m:1", "ModelDataUrl": "s3://b/m.tar.gz"}],
    "SupportedContentTypes": ["text/csv"],
    "SupportedResponseMIMETypes": ["text/csv"],
}


def now() -> datetime:
    return datetime.now(UTC)


def documents_of(journal: Journal) -> Callable[[str], bytes | None]:
    """What `wire` makes of the lake and the journal: here the journal alone, which forgets nothing."""

    def document(asset: str) -> bytes | None:
        head = journal.head(asset)
        return journal.after(head.position - 1, 1)[0].document if head is not None else None

    return document


def newest_of(journal: Journal) -> Callable[[Kind], dict[str, bytes]]:
    """The same for all assets of a kind."""
    return lambda kind: {entry.asset: entry.document for entry in journal.after(0, kind=kind.value)}


@dataclass
class World:
    """One test's accounts, its door, and its journal."""

    aws: Emulator
    journal: Journal
    accounts: list[str]
    progress: list[Progress] = field(default_factory=list)

    def door(self, attempts: int = 5) -> Door:
        access = Access(
            role_name=READER_ROLE,
            external_id="",
            hub_region="us-east-1",
            attempts=attempts,
            threads=4,
            rate=1000,
        )
        return Door(boto3.Session(), access)

    def sagemaker(self, account: str, region: str = REGION) -> Any:
        return self.aws.client("sagemaker", account, region)

    def collect(
        self,
        *,
        full: bool = True,
        regions: tuple[str, ...] = (REGION,),
        attempts: int = 5,
        progress: Callable[[Progress], None] | None = None,
        clock: Callable[[], datetime] = now,
        only: frozenset[str] = frozenset(),
    ) -> Summary:
        parts = Parts(
            door=self.door(attempts),
            journal=self.journal,
            clock=clock,
            documents=documents_of(self.journal),
            newest=newest_of(self.journal),
            progress=progress or self.progress.append,
        )
        wish = Wish(
            accounts=tuple(self.accounts),
            regions=regions,
            threads=4,
            overlap=timedelta(minutes=10),
            horizon=timedelta(days=400),
            metric_horizon=timedelta(days=2),
            full=full,
            only=only,
        )
        return collect(parts, wish)

    def entries(self, kind: str) -> list[Entry]:
        return self.journal.after(0, kind=kind)

    def told(self) -> list[dict[str, Any]]:
        """The rows of coverage, less those by which a watch says that it listens."""
        rows = [orjson.loads(entry.document) for entry in self.entries("coverage")]
        return [row for row in rows if (row["operation"], row["outcome"]) != ("watch", "read")]

    def furnish(self, account: str, *, versions: int = 3, region: str = REGION) -> list[str]:
        """A group with versions, a model, a config and an endpoint that serves it; the versions' ARNs."""
        sagemaker = self.sagemaker(account, region)
        sagemaker.create_model_package_group(
            ModelPackageGroupName="Card-Fraud", Tags=[{"Key": "owner", "Value": "lea"}]
        )
        arns = [
            sagemaker.create_model_package(
                ModelPackageGroupName="Card-Fraud",
                InferenceSpecification=CONTAINER,
                ModelApprovalStatus="PendingManualApproval",
                CustomerMetadataProperties={"team": "fraud"},
            )["ModelPackageArn"]
            for _ in range(versions)
        ]
        role = f"arn:aws:iam::{account}:role/run"
        sagemaker.create_model(
            ModelName="Fraud-Model",
            ExecutionRoleArn=role,
            PrimaryContainer={"ModelPackageName": arns[0]},
            Tags=[{"Key": "team", "Value": "fraud"}],
        )
        variant = {"VariantName": "all", "ModelName": "Fraud-Model", "InitialInstanceCount": 1}
        sagemaker.create_endpoint_config(
            EndpointConfigName="Fraud-Config",
            ProductionVariants=[variant | {"InstanceType": "ml.m5.large"}],
        )
        sagemaker.create_endpoint(
            EndpointName="Fraud-Endpoint",
            EndpointConfigName="Fraud-Config",
            Tags=[{"Key": "team", "Value": "fraud"}],
        )
        return arns

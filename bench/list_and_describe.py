"""The way without a product: list, then describe one by one, in plain boto3 with 16 threads.

    python bench/list_and_describe.py OUT [--registry-only]

The account and its endpoint come from the usual AWS_* variables. Written as a competent engineer would:
one Session, a client per account and region, all of an account's describes side by side, and the records
as they are into a file of JSON lines.
"""

import argparse
import json
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import boto3
from botocore.config import Config

from modelgov.demo.aws.fixed import READER_ROLE, REGIONS, role_arn

THREADS = 16
CONFIG = Config(max_pool_connections=THREADS, retries={"mode": "standard", "max_attempts": 10})
Spread = Callable[[Callable[[Any], Any], Iterable[Any]], list[Any]]


def pages(client: Any, operation: str, key: str, **given: Any) -> Iterator[Any]:
    """The items of all pages."""
    for page in client.get_paginator(operation).paginate(**given):
        yield from page[key]


def tagged(client: Any, record: dict[str, Any], arn: str) -> dict[str, Any]:
    """The record with its tags, which a describe does not give."""
    return record | {"Tags": list(pages(client, "list_tags", "Tags", ResourceArn=arn))}


def registry(client: Any, spread: Spread) -> list[dict[str, Any]]:
    """Groups with their tags, and every version described."""
    groups = list(pages(client, "list_model_package_groups", "ModelPackageGroupSummaryList", MaxResults=100))

    def versions(group: dict[str, Any]) -> list[str]:
        name = group["ModelPackageGroupName"]
        listed = pages(
            client,
            "list_model_packages",
            "ModelPackageSummaryList",
            ModelPackageGroupName=name,
            MaxResults=100,
        )
        return [version["ModelPackageArn"] for version in listed]

    arns = [arn for listed in spread(versions, groups) for arn in listed]
    described = spread(lambda arn: client.describe_model_package(ModelPackageName=arn), arns)
    return [*spread(lambda group: tagged(client, group, group["ModelPackageGroupArn"]), groups), *described]


def serving(client: Any, spread: Spread) -> list[dict[str, Any]]:
    """Models, endpoints and their configs, described, with their tags."""

    def model(summary: dict[str, Any]) -> dict[str, Any]:
        record = client.describe_model(ModelName=summary["ModelName"])
        return tagged(client, record, record["ModelArn"])

    def endpoint(summary: dict[str, Any]) -> dict[str, Any]:
        record = client.describe_endpoint(EndpointName=summary["EndpointName"])
        return tagged(client, record, record["EndpointArn"])

    models = spread(model, pages(client, "list_models", "Models", MaxResults=100))
    endpoints = spread(endpoint, pages(client, "list_endpoints", "Endpoints", MaxResults=100))
    names = sorted({one["EndpointConfigName"] for one in endpoints})
    configs = spread(lambda name: client.describe_endpoint_config(EndpointConfigName=name), names)
    return [*models, *endpoints, *configs]


def clients(session: boto3.Session) -> Iterator[Any]:
    """A SageMaker client for every account of the organisation and every region."""
    sts = session.client("sts")
    home = sts.get_caller_identity()["Account"]
    for account in pages(session.client("organizations"), "list_accounts", "Accounts"):
        keys: dict[str, str] = {}
        if account["Id"] != home:
            role = role_arn(account["Id"], READER_ROLE)
            given = sts.assume_role(RoleArn=role, RoleSessionName="extract")["Credentials"]
            keys = {
                "aws_access_key_id": given["AccessKeyId"],
                "aws_secret_access_key": given["SecretAccessKey"],
                "aws_session_token": given["SessionToken"],
            }
        for region in REGIONS:
            yield session.client("sagemaker", region, config=CONFIG, **keys)


def main() -> None:
    """Read everything into the file."""
    parser = argparse.ArgumentParser()
    parser.add_argument("out", type=Path)
    parser.add_argument("--registry-only", action="store_true")
    given = parser.parse_args()
    count = 0
    with ThreadPoolExecutor(THREADS) as pool, given.out.open("w", encoding="utf-8") as out:

        def spread(work: Callable[[Any], Any], items: Iterable[Any]) -> list[Any]:
            return list(pool.map(work, items))

        for client in clients(boto3.Session()):
            records = registry(client, spread)
            if not given.registry_only:
                records += serving(client, spread)
            for record in records:
                record.pop("ResponseMetadata", None)
                out.write(json.dumps(record, default=str) + "\n")
            count += len(records)
    print(f"{count} records")


if __name__ == "__main__":
    main()

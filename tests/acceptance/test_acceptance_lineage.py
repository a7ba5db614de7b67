"""AWS and the tables tell the same lineage, policies and shares, and the way to an endpoint is whole."""

import json
from collections import Counter
from collections.abc import Iterator
from typing import Any

from product import Product, accounts

from modelgov.demo.aws.fixed import REGIONS
from modelgov.demo.emulator import Emulator


def places(organisation: Emulator, service: str) -> Iterator[tuple[str, str, Any]]:
    for account in accounts(organisation):
        for region in REGIONS:
            yield account, region, organisation.client(service, account, region)


def items(client: Any, operation: str, **given: Any) -> list[dict[str, Any]]:
    pages = client.get_paginator(operation).paginate(**given)
    name = {"list_associations": "AssociationSummaries", "list_resources": "resources"}.get(
        operation, "ModelPackageGroupSummaryList"
    )
    return [item for page in pages for item in page[name]]


def test_every_association_of_aws_is_in_the_table(collected: Product, organisation: Emulator) -> None:
    rows = collected.query(
        "select account_id, region, count(*) as counted from lineage_association_now"
        " group by account_id, region"
    )
    told = {(row["account_id"], row["region"]): row["counted"] for row in rows}
    listed = {
        (account, region): len(items(client, "list_associations"))
        for account, region, client in places(organisation, "sagemaker")
    }
    assert told == {place: count for place, count in listed.items() if count}
    assert sum(told.values()) > 300


def test_every_policy_and_share_of_aws_is_in_its_table(collected: Product, organisation: Emulator) -> None:
    rows = collected.query(
        "select 'policy' as what, model_group_arn as arn from model_group_policy_now"
        " where policy_json is not null"
        " union all select distinct seen_as, concat(account_id, ' ', share_arn) from resource_share"
    )
    told = Counter(row["what"] for row in rows)
    policies = 0
    for _, _, client in places(organisation, "sagemaker"):
        for group in items(client, "list_model_package_groups"):
            try:
                client.get_model_package_group_policy(ModelPackageGroupName=group["ModelPackageGroupName"])
            except client.exceptions.ClientError:
                continue
            policies += 1
    shares = {
        owner: sum(
            len({row["resourceShareArn"] for row in items(client, "list_resources", resourceOwner=owner)})
            for _, _, client in places(organisation, "ram")
        )
        for owner in ("SELF", "OTHER-ACCOUNTS")
    }
    assert told == {"policy": policies, **shares}
    assert min(policies, *shares.values()) > 0


def test_the_way_from_data_to_endpoints_is_whole_in_an_account_and_over_accounts(collected: Product) -> None:
    whole = collected.query(
        "select distinct e.endpoint_arn as endpoint, v.asset as version_arn from endpoint as e"
        " inner join model_version_now as v on v.asset = lower(e.model_version_arn)"
        " inner join lineage_edge as j on j.destination_asset = v.model_data_url"
        " where j.source_kind = 'training_job' order by 1, 2"
    )
    home = [row for row in whole if owner(row["version_arn"]) == owner(row["endpoint"])]
    across = [row for row in whole if owner(row["version_arn"]) != owner(row["endpoint"])]
    assert (len(home) >= 2, len(across) >= 1) == (True, True)
    for row in (*home[:2], across[0]):
        done = collected.run("lineage", row["endpoint"], "--format", "json")
        assert done.returncode == 0, done.stderr
        graph = json.loads(done.stdout)
        kinds = {node["asset"].lower(): node["kind"] for node in graph["nodes"]}
        ways = leading(graph["edges"], {row["version_arn"].lower()})
        assert {"dataset", "training_job", "model_artifact"} <= {kinds[asset] for asset in ways}
        assert row["version_arn"].lower() in leading(graph["edges"], {row["endpoint"].lower()})


def leading(edges: list[dict[str, Any]], to: set[str]) -> set[str]:
    """Every asset from which the edges lead there, in any number of steps; in lower case."""
    found = set(to)
    while more := {e["source"].lower() for e in edges if e["destination"].lower() in found} - found:
        found |= more
    return found


def owner(arn: str) -> str:
    return arn.split(":")[4]


def test_what_has_no_lineage_is_said_so(collected: Product) -> None:
    done = collected.run("lineage", "s3://nobody/knows")
    assert (done.returncode, "No lineage is known" in done.stderr) == (1, True)

"""Accounts and the units above them, read from an emulated organisation."""

from collections.abc import Iterator
from datetime import UTC, datetime

import boto3
import orjson
import pytest

from modelgov.collect.account import Organisation
from modelgov.collect.aws import Access, Door
from modelgov.collect.reader import OrganisationReader
from modelgov.demo.aws.fixed import GOVERNANCE
from modelgov.demo.emulator import Emulator, emulated_aws


@pytest.fixture(scope="module")
def aws() -> Iterator[Emulator]:
    with emulated_aws() as running:
        yield running


def test_of_the_units_above_an_account_the_nearest_ones_tag_counts(
    aws: Emulator, monkeypatch: pytest.MonkeyPatch
) -> None:
    organizations = aws.client("organizations", GOVERNANCE)
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    bank = organizations.create_organizational_unit(ParentId=root, Name="Bank")["OrganizationalUnit"]["Id"]
    cards = organizations.create_organizational_unit(ParentId=bank, Name="Cards")["OrganizationalUnit"]["Id"]
    for unit, tags in (
        (bank, {"business-unit": "Bank", "owner": "lea"}),
        (cards, {"business-unit": "Cards"}),
    ):
        pairs = [{"Key": key, "Value": value} for key, value in tags.items()]
        organizations.tag_resource(ResourceId=unit, Tags=pairs)
    organizations.move_account(AccountId=GOVERNANCE, SourceParentId=root, DestinationParentId=cards)
    for name, value in aws.environment(GOVERNANCE).items():
        monkeypatch.setenv(name, value)
    access = Access(
        role_name="ModelGovReader", external_id="", hub_region="us-east-1", attempts=2, threads=1, rate=1000
    )
    door = Door(boto3.Session(), access)
    found = Organisation(
        OrganisationReader.through(door), home=GOVERNANCE, run="run", clock=lambda: datetime.now(UTC)
    ).read()
    (account,) = found.accounts
    assert account.observation is not None
    document = orjson.loads(account.observation.document)
    assert document["UnitPath"] == "Bank/Cards"
    assert {tag["Key"]: tag["Value"] for tag in document["AllTags"]} == {
        "business-unit": "Cards",
        "owner": "lea",
    }

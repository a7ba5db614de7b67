"""The seeded organisation, read back through boto3 over HTTP."""

import random
import threading
from collections import Counter
from pathlib import Path
from typing import Any

import pytest

from modelgov.demo.aws.fixed import GOVERNANCE, READER_ROLE, REGIONS
from modelgov.demo.emulator import Emulator
from modelgov.demo.life import Life
from modelgov.demo.organisation.cache import build_snapshot, snapshot_path
from modelgov.demo.organisation.plan import Plan, cell_plan, cells


def found(client: Any, resource: Any):
    records, token = [], {}
    while True:
        page = client.search(Resource=resource, MaxResults=100, **token)
        records += [one[resource] for one in page["Results"]]
        if "NextToken" not in page:
            return records
        token = {"NextToken": page["NextToken"]}


@pytest.fixture(scope="module")
def versions(organisation: Emulator, small_plan: Plan):
    return {
        (cell.account.id, cell.region): found(
            organisation.client(
                "sagemaker", cell.account.id, cell.region, role=READER_ROLE, session_name="test"
            ),
            "ModelPackage",
        )
        for cell in cells(small_plan)
    }


def test_every_version_is_there_with_the_status_that_was_planned(versions: Any, small_plan: Plan):
    for cell in cells(small_plan):
        planned = {
            version.arn: version.status
            for history in cell_plan(small_plan, cell).groups
            for version in history.versions
        }
        seen = {
            one["ModelPackageArn"]: one["ModelApprovalStatus"]
            for one in versions[cell.account.id, cell.region]
        }
        assert seen == planned


def test_history_lies_in_the_three_years_before_the_anchor(versions: Any, small_plan: Plan):
    times = [one["CreationTime"].timestamp() for records in versions.values() for one in records]
    assert max(times) <= small_plan.end
    assert min(times) >= small_plan.end - 3 * 366 * 86_400
    assert max(times) - min(times) > 1.5 * 365 * 86_400


def test_decisions_name_the_people_who_made_them(versions: Any):
    deciders = Counter(
        one["LastModifiedBy"]["IamIdentity"]["Arn"].split("/")[1]
        for records in versions.values()
        for one in records
        if "LastModifiedBy" in one
    )
    assert deciders["ModelApprover"] > 0
    assert deciders["MLPipeline"] > 0


def test_the_organization_tells_its_accounts_units_and_tags(organisation: Emulator):
    client = organisation.client("organizations", GOVERNANCE)
    listed = client.list_accounts()["Accounts"]
    assert {one["Name"] for one in listed} == {"governance", "retail-credit-prod", "retail-credit-dev"}
    tags = client.list_tags_for_resource(ResourceId="210000000002")["Tags"]
    assert {"Key": "environment", "Value": "production"} in tags
    parent = client.list_parents(ChildId="210000000002")["Parents"][0]["Id"]
    unit = client.describe_organizational_unit(OrganizationalUnitId=parent)["OrganizationalUnit"]
    assert unit["Name"] == "Retail Banking"
    unit_tags = client.list_tags_for_resource(ResourceId=parent)["Tags"]
    assert {"Key": "business-unit", "Value": "Retail Banking"} in unit_tags


def test_endpoints_are_as_many_as_planned(organisation: Emulator, small_plan: Plan):
    total = sum(
        len(found(organisation.client("sagemaker", cell.account.id, cell.region), "Endpoint"))
        for cell in cells(small_plan)
    )
    assert total == small_plan.size.totals.endpoints


def test_a_snapshot_is_built_once(small_snapshot: Path, small_plan: Plan):
    before = small_snapshot.stat().st_mtime_ns
    assert build_snapshot(small_snapshot.parent, small_plan, lambda *_: None) == small_snapshot
    assert small_snapshot.stat().st_mtime_ns == before
    assert snapshot_path(small_snapshot.parent, small_plan) == small_snapshot


def test_building_tells_how_far_it_is(tmp_path: Path, small_plan: Plan):
    told: list[tuple[int, int]] = []
    other = Plan(size=small_plan.size, seed=small_plan.seed + 1, anchor=small_plan.anchor)
    build_snapshot(tmp_path, other, lambda *progress: told.append(progress))
    totals = other.size.totals
    everything = totals.versions + totals.endpoints
    assert told[0] == (0, everything)
    assert told[-1] == (everything, everything)
    assert told == sorted(told)


def test_life_registers_decides_and_deploys_in_the_name_of_people(organisation: Emulator):
    life = Life(aws=organisation, draw=random.Random(5))
    deeds = [life.act(life.accounts()) for _ in range(30)]
    done = Counter(deed.kind.value for deed in deeds if deed is not None)
    assert set(done) == {"registered", "approved", "rejected", "deployed"}
    approval = next(deed for deed in deeds if deed is not None and deed.kind.value == "approved")
    client = organisation.client("sagemaker", approval.account, approval.region)
    seen = client.describe_model_package(ModelPackageName=approval.arn)
    assert seen["LastModifiedBy"]["IamIdentity"]["Arn"].endswith(f"ModelApprover/{approval.who}")


@pytest.mark.parametrize(
    "fault",
    [
        {"operation": "Search", "code": "AccessDeniedException", "status": 403},
        {"operation": "Search", "corrupt_field": "CustomerMetadataProperties", "corrupt_value": "broken"},
        {"operation": "Search", "corrupt_field": "CreationTime", "corrupt_value": "broken"},
        {"operation": "Search", "corrupt_field": "ModelPackageArn", "corrupt_value": 7},
    ],
)
def test_life_goes_on_after_a_trouble_and_stops_when_told(organisation: Emulator, fault: Any):
    life = Life(aws=organisation, draw=random.Random(6))
    told: list[str] = []
    troubles: list[str] = []
    stop = threading.Event()
    organisation.faults([fault])
    given = {"every_s": 0.02, "stop": stop, "tell": told.append, "trouble": troubles.append}
    living = threading.Thread(target=life.live, kwargs=given)
    living.start()
    while not troubles and living.is_alive():
        stop.wait(0.01)
    organisation.faults([])
    told.clear()
    while not told and living.is_alive():
        stop.wait(0.01)
    stop.set()
    living.join(timeout=10)
    assert troubles
    assert told


def test_regions_are_the_three_of_the_organisation(versions: Any):
    assert {region for _, region in versions} == set(REGIONS)

"""The plan: the totals are met, the same seed gives the same history, and nothing is too tidy."""

import datetime
from collections import Counter
from typing import Any

import pytest

from modelgov.demo.organisation.deployment import Serves
from modelgov.demo.organisation.estate import Size, accounts, units
from modelgov.demo.organisation.plan import Plan, cell_plan, cells
from modelgov.demo.organisation.step import Step

ANCHOR = datetime.date(2026, 11, 20)


@pytest.fixture(scope="module")
def medium():
    plan = Plan(size=Size.MEDIUM, seed=7, anchor=ANCHOR)
    return [cell_plan(plan, cell) for cell in cells(plan)]


@pytest.mark.parametrize("size", list(Size))
def test_the_shares_add_up_to_the_size(size: Any):
    dealt = cells(Plan(size=size, seed=7, anchor=ANCHOR))
    assert len({cell.account.id for cell in dealt}) == size.totals.accounts
    assert sum(cell.groups for cell in dealt) == size.totals.groups
    assert sum(cell.versions for cell in dealt) == size.totals.versions
    assert sum(cell.endpoints for cell in dealt) == size.totals.endpoints


def test_each_cell_holds_what_it_was_dealt(medium: Any):
    for planned in medium:
        assert len(planned.groups) == planned.cell.groups
        assert sum(len(group.versions) for group in planned.groups) == planned.cell.versions
        assert len(planned.deployments) == planned.cell.endpoints


def test_the_same_seed_gives_the_same_steps_and_another_seed_others(medium: Any):
    def steps(seed: int) -> list[Step]:
        plan = Plan(size=Size.SMALL, seed=seed, anchor=ANCHOR)
        return [step for cell in cells(plan) for step in cell_plan(plan, cell).steps()]

    assert steps(7) == steps(7)
    assert steps(7) != steps(8)


def test_steps_are_in_the_order_of_time_and_end_at_the_anchor(medium: Any):
    for planned in medium:
        moments = [step.at for step in planned.steps()]
        assert moments == sorted(moments)
        assert all(planned.cell.start <= at <= planned.cell.end + 100 for at in moments)


def test_no_two_cells_have_the_same_counts_of_every_status(medium: Any):
    seen = Counter(
        tuple(sorted(Counter(v.status for group in planned.groups for v in group.versions).items()))
        for planned in medium
    )
    assert max(seen.values()) <= 2


def test_every_kind_of_endpoint_is_there(medium: Any):
    kinds = Counter(deployment.serves for planned in medium for deployment in planned.deployments)
    assert set(kinds) == set(Serves)
    assert kinds[Serves.APPROVED] > sum(kinds.values()) / 2
    assert any(deployment.idle for planned in medium for deployment in planned.deployments)


def test_tags_are_good_in_most_groups_and_not_in_all(medium: Any):
    keys = Counter()
    good = {"owner", "team", "business-unit", "environment", "intended-use", "risk-tier", "cost-center"}
    groups = 0
    for planned in medium:
        for group in planned.groups:
            written = {tag["Key"]: tag["Value"] for tag in group.steps[0].params["Tags"]}
            groups += 1
            keys["complete"] += set(written) == good
            keys["missing"] += len(written) < len(good)
            keys["other spelling"] += bool(set(written) - good)
            keys["misspelt"] += written.get("environment") in {"prd", "live", "Prod", "dev", "devl"}
    assert keys["complete"] > 0.6 * groups
    assert min(keys["missing"], keys["other spelling"], keys["misspelt"]) > 0.02 * groups


def test_decisions_are_made_by_people_and_by_pipelines(medium: Any):
    roles = Counter(
        step.actor.role
        for planned in medium
        for step in planned.steps()
        if "ModelApprovalStatus" in step.params and step.operation == "update_model_package"
    )
    assert {"ModelApprover", "ModelRiskOfficer", "MLPipeline", "MLEngineer"} <= set(roles)


def test_accounts_and_units_have_the_tags_that_owners_are_found_by():
    assert all("environment" in account.tags for account in accounts(Size.LARGE))
    assert all(unit.tags["business-unit"] == unit.name for unit in units(Size.LARGE))
    assert len({account.id for account in accounts(Size.LARGE)}) == 12


def test_every_form_of_hosting_and_of_use_is_there(medium: Any):
    configs = [
        step.params
        for planned in medium
        for step in planned.steps()
        if step.operation == "create_endpoint_config"
    ]
    operations = Counter(step.operation for planned in medium for step in planned.steps())
    traffic = [row for planned in medium for row in planned.traffic]
    assert operations["create_inference_component"] > 5
    assert operations["register_scalable_target"] == operations["put_scaling_policy"] > 20
    for name in ("AsyncInferenceConfig", "ShadowProductionVariants", "DataCaptureConfig"):
        assert 5 < sum(name in config for config in configs) < len(configs)
    assert any("ServerlessConfig" in config["ProductionVariants"][0] for config in configs)
    assert any(row["requests_per_hour"] == 0 for row in traffic)
    assert any(row["latency_ms"] > 450 for row in traffic)
    assert any("bursts" in row for row in traffic)
    assert any(row.get("gpu") == 0.0 for row in traffic)

"""The proving ground: the same seed plants the same, and every plant says what it is about."""

from datetime import UTC, datetime

import pytest

from modelgov.demo.proving.ground import PLANTS, Ground, ground

END = datetime(2026, 11, 20, tzinfo=UTC).timestamp()


@pytest.fixture(scope="module")
def seven() -> Ground:
    return ground(7, END)


def test_the_same_seed_plants_the_same_and_another_seed_something_else(seven: Ground) -> None:
    assert ground(7, END).truth() == seven.truth()
    assert ground(8, END).truth() != seven.truth()


def test_the_truth_names_only_what_is_there(seven: Ground) -> None:
    of_models = {spec.asset(what) for spec in seven.specs for what in ("group", "version", "endpoint")} | {
        spec.asset(f"schedule:{monitor.kind}")
        for spec in seven.specs
        if spec.hosting is not None
        for monitor in spec.hosting.monitors
    }
    named = {asset for assets in seven.planted.values() for asset in assets if asset.startswith("arn:")}
    assert named <= of_models | {line.arn for line in seven.lines}


def test_every_plant_of_one_model_has_its_control_in_the_truth(seven: Ground) -> None:
    assert {plant.control for plant in PLANTS} <= seven.planted.keys()
    assert len({spec.name for spec in seven.specs}) == len(seven.specs)


def test_the_steps_follow_from_the_seed(seven: Ground) -> None:
    cell = seven.cells()[0]
    assert list(seven.steps(cell)) == list(ground(7, END).steps(cell))

"""What all tests share: `sample`, the small records, is found beside this file."""

import pytest
from hypothesis import settings

from modelgov import wire
from modelgov.lake.store import Lake
from modelgov.settings import Settings

# The machine is shared and examples touch the disk: what is slow is not wrong.
settings.register_profile("modelgov", deadline=None, derandomize=True, max_examples=60)
settings.load_profile("modelgov")

# Those that take minutes, in the order in which workers take them: so they end together, and what the
# acceptance tests share is there when the second of them asks for it.
LONGEST = (
    "test_acceptance_start",
    "test_acceptance_planted",
    "test_acceptance_counts",
    "test_acceptance_kill",
    "test_every_page",
    "test_acceptance_gaps",
    "test_store",
    "test_view",
    "test_hot",
    "test_pages",
    "test_cli",
    "test_acceptance_lineage",
    "test_acceptance_approval",
    "test_acceptance_training",
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Put the files that take longest first; the others stay as they were found."""
    places = {name: place for place, name in enumerate(LONGEST)}
    items.sort(key=lambda item: places.get(item.path.stem, len(places)))


@pytest.fixture(scope="session")
def empty_lake(tmp_path_factory: pytest.TempPathFactory) -> Lake:
    """One for all tests that commit nothing: making its tables is what takes the time."""
    return wire.lake(Settings(data=str(tmp_path_factory.mktemp("empty"))))

from collections.abc import Mapping

import pytest

from modelgov.control.library import Library, load
from modelgov.settings import Settings
from modelgov.table.describe import known_meanings
from modelgov.table.trial import Trial


@pytest.fixture(scope="session")
def library() -> Library:
    return load()


@pytest.fixture(scope="session")
def trial() -> Trial:
    return Trial()


@pytest.fixture(scope="session")
def meanings() -> Mapping[str, str]:
    return known_meanings()


@pytest.fixture(scope="session")
def settings() -> Settings:
    return Settings()

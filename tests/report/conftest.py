from collections.abc import Iterator

import pytest
from judged_world import Judged, judged_in


@pytest.fixture(scope="session")
def judged(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Judged]:
    yield from judged_in(tmp_path_factory.mktemp("judged"))

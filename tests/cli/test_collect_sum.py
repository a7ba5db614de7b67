"""What `modelgov collect` prints of what it did."""

import io

import pytest
from rich.console import Console

from modelgov.cli.collect import show
from modelgov.flow.collect import ScopeSummary, Summary
from modelgov.lake.entry import Recorded


@pytest.mark.parametrize(("stale", "said"), [(0, False), (1200, True)])
def test_the_sum_counts_what_was_older_than_what_is_known(stale: int, *, said: bool) -> None:
    scope = ScopeSummary(
        account_id="111111111111",
        region="eu-west-1",
        seen=1203,
        recorded=Recorded(new=1, unchanged=2, stale=stale),
    )
    printed = io.StringIO()
    show(Console(file=printed, width=200), Summary(run="run-1", resumed=False, scopes=(scope,)))
    assert "1,203 seen, 1 new, 0 changed, 2 unchanged," in printed.getvalue()
    assert ("1,200 older than what is known, 0 not seen" in printed.getvalue()) is said

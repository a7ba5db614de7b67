"""How far the journal was known at a moment, wherever its entries are now; and which texts name a moment."""

from datetime import timedelta
from pathlib import Path

import pytest

from modelgov import wire
from modelgov.errors import QueryError
from modelgov.lake.committer import Committer
from modelgov.lake.known import known, moment_of
from modelgov.record.observation import Kind
from modelgov.settings import Settings
from sample import at, seen, version

SEEN = (60, 120, 90, 180)  # minutes, in the order of positions: the third was seen before the second
KNOWN = {60: 1, 100: 1, 119: 1, 120: 3, 179: 3, 180: 4, 500: 4}


@pytest.mark.parametrize("committed", [0, 2, 4])
def test_what_was_known_ends_before_the_first_that_was_seen_later(tmp_path: Path, committed: int) -> None:
    settings = Settings(data=str(tmp_path))
    journal, lake = wire.journal(settings), wire.lake(settings)
    for number, minute in enumerate(SEEN, start=1):
        journal.record([seen(Kind.MODEL_VERSION, version(number), minute=minute)])
        if number == committed:  # the journal forgets these
            Committer(journal, lake, keep=timedelta(0), clock=lambda: at(1_000)).commit()
    assert len(journal.after(0)) == len(SEEN) - committed
    found = {minute: known(journal, lake, at(minute)).position for minute in KNOWN}
    assert found == KNOWN
    with pytest.raises(QueryError) as refused:
        known(journal, lake, at(59))
    assert refused.value.what == "Nothing had been collected at 1 Nov 2026 00:59:00 UTC."
    assert (
        refused.value.remedy == "The first was seen at 1 Nov 2026 01:00:00 UTC: name a moment from then on."
    )
    journal.close()


def test_before_anything_was_collected_nothing_is_known(tmp_path: Path) -> None:
    settings = Settings(data=str(tmp_path))
    with pytest.raises(QueryError) as refused:
        known(wire.journal(settings), wire.lake(settings), at(0))
    assert refused.value.remedy == "Nothing has been collected until now: collect first."


@pytest.mark.parametrize(
    ("text", "minute"),
    [
        ("2026-11-01T00:05:00Z", 5),
        ("2026-11-01T01:05:00+01:00", 5),
        ("2026-11-01T00:05Z", 5),
        ("2026-11-01", 24 * 60),
    ],
)
def test_a_moment_is_a_time_with_its_zone_or_the_end_of_a_day(text: str, minute: float) -> None:
    assert at(minute) - moment_of(text, at(10_000)) <= timedelta(microseconds=1)

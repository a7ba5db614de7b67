"""What is due for judging: what changed soon but not at once, everything where much changed."""

import time

from modelgov.flow.judging import MOST, SETTLE_SECONDS, Due
from modelgov.record.observation import Kind
from modelgov.table.hot import Touched

PATIENCE = 10.0
NOTHING: tuple[bool, tuple[str, ...]] = (False, ())


def touched(*assets: str, kind: Kind = Kind.MODEL_VERSION) -> Touched:
    return Touched(position=1, kinds=(kind.value,), assets=assets)


def taken(due: Due) -> tuple[bool, tuple[str, ...]]:
    """What is due next, within reason."""
    limit = time.monotonic() + PATIENCE
    while (found := due.take()) == NOTHING and time.monotonic() < limit:
        time.sleep(0.02)
    return found


def quiet() -> Due:
    return Due(whole_at=time.monotonic() + 3_600)


def test_what_changed_is_due_once_the_pages_had_their_time() -> None:
    due = quiet()
    began = time.monotonic()
    due.add(touched("a"))
    due.add(touched("b"))
    assert taken(due) == (False, ("a", "b"))
    assert time.monotonic() - began >= SETTLE_SECONDS
    assert due.take() == NOTHING


def test_findings_themselves_make_nothing_due() -> None:
    due = quiet()
    due.add(touched("a", kind=Kind.FINDING))
    time.sleep(SETTLE_SECONDS)
    assert due.take() == NOTHING


def test_where_much_changed_everything_is_judged_instead() -> None:
    due = quiet()
    due.add(touched(*(str(number) for number in range(MOST + 1))))
    assert due.assets == set()
    due.whole_at = 0.0
    assert due.take() == (True, ())

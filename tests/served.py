"""What the routes of the web need, over a test's own tables and clock."""

from collections.abc import Callable
from datetime import datetime

from modelgov import wire
from modelgov.settings import Settings
from modelgov.table.hot import HotTables
from modelgov.web.answer import Parts
from modelgov.web.stream import Hub


def served_parts(settings: Settings, hot: HotTables, clock: Callable[[], datetime]) -> Parts:
    """The parts as `modelgov serve` puts them together, for one person on this machine."""
    return Parts(
        hot=hot,
        hub=Hub(),
        library=wire.library(settings),
        settings=settings,
        assignments=wire.state(settings).assignments,
        person=lambda: "lea",
        clock=clock,
        local_only=True,
    )

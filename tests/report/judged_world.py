"""A small registry, judged once, and what an export of its findings is made of."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from modelgov import wire
from modelgov.control.frameworks import load_frameworks
from modelgov.control.judge import Waived
from modelgov.flow.check import Checked, Checking, check
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind
from modelgov.report.matter import Matter, matter
from modelgov.settings import Settings
from sample import ACCOUNT, OTHER_REGION, arn, group, read, seen, serving

NOW = datetime(2026, 11, 27, 8, tzinfo=UTC)
ODD = 'tab\there <script>alert("x")</script> \x07 & end'
READS = ("Search:ModelPackage", "Search:ModelPackageGroup", "Search:Endpoint", "Search:Model")


@dataclass(frozen=True, slots=True, kw_only=True)
class Judged:
    """What was judged, and what is exported of it."""

    folder: Path
    parts: Checking
    checked: Checked
    matter: Matter


def judged_in(folder: Path) -> Iterator[Judged]:
    settings = Settings(data=str(folder))
    journal, lake = wire.journal(settings), wire.lake(settings)
    odd = group("odd", tagged={"owner": ODD}) | {"ModelPackageGroupDescription": "x"}
    journal.record(
        [*serving(), seen(Kind.MODEL_GROUP, odd)],
        [
            *(read(operation=name) for name in READS),
            read(Outcome.DENIED, where=(ACCOUNT, OTHER_REGION), run="r2"),
        ],
    )
    hot = wire.hot_tables(settings, journal, lake)
    waived = Waived(
        control_id="registry-description", asset=arn("model-package-group", "odd"), why="Goes next week."
    )
    parts = Checking(
        journal=journal,
        tables=hot,
        library=wire.library(settings),
        clock=lambda: NOW,
        caught_up=lambda _: hot.catch_up(),
        waived=lambda: (waived,),
        snapshots=lake.snapshots,
    )
    checked = check(parts, every=True)
    hot.catch_up()
    made = matter(hot.ask, parts.library, load_frameworks(), NOW)
    yield Judged(folder=folder, parts=parts, checked=checked, matter=made)
    journal.close()

"""Check: findings open, change, are resolved and reopened, once each; nothing turns where nothing changed."""

import threading
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest

from modelgov import wire
from modelgov.control.judge import Waived
from modelgov.control.library import Library, load
from modelgov.flow.check import Checked, Checking, check
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind
from modelgov.settings import Settings
from modelgov.table.hot import HotTables
from sample import arn, group, read, seen, version

CONTROL = "registry-description"
FRAUD, CHURN = arn("model-package-group", "fraud"), arn("model-package-group", "churn")
TURNS = "select turn, status, judged_asset, evaluation from finding_turn order by position"


@dataclass
class World:
    """A data folder with a journal, a lake and tables, and a clock that goes on by an hour each time."""

    folder: Path
    journal: Journal
    lake: Lake
    hot: HotTables
    library: Library
    waived: list[Waived] = field(default_factory=list)
    now: datetime = datetime(2026, 11, 27, tzinfo=UTC)

    def see(self, *groups: tuple[str, str], outcome: Outcome = Outcome.READ, minute: int = 0) -> None:
        """Groups by name with their descriptions, and that groups were read."""
        found = [
            seen(Kind.MODEL_GROUP, group(name) | {"ModelPackageGroupDescription": said}, minute=minute)
            for name, said in groups
        ]
        told = read(outcome, operation="Search:ModelPackageGroup", minute=minute, run=f"run-{minute}")
        self.journal.record(found, [told])

    def clock(self) -> datetime:
        self.now += timedelta(hours=1)
        return self.now

    def parts(self, hot: HotTables | None = None) -> Checking:
        tables = hot or self.hot
        return Checking(
            journal=self.journal,
            tables=tables,
            library=self.library,
            clock=self.clock,
            caught_up=lambda _: tables.catch_up(),
            waived=lambda: self.waived,
            snapshots=self.lake.snapshots,
        )

    def check(self, assets: Sequence[str] | None = None) -> Checked:
        checked = check(self.parts(), assets=assets)
        self.hot.catch_up()
        return checked

    def turns(self) -> list[tuple[str, str, str]]:
        return [(row["turn"], row["status"], row["judged_asset"]) for row in self.hot.ask(TURNS).records()]

    def standing(self) -> dict[str, dict[str, Any]]:
        rows = self.hot.ask("select * from finding where standing").records()
        return {row["judged_asset"]: row for row in rows}


@pytest.fixture
def checked_world(tmp_path: Path) -> Iterator[World]:
    settings = Settings(data=str(tmp_path))
    journal, lake = wire.journal(settings), wire.lake(settings)
    library = Library((load().named(CONTROL),))
    yield World(
        folder=tmp_path,
        journal=journal,
        lake=lake,
        hot=wire.hot_tables(settings, journal, lake),
        library=library,
    )
    journal.close()


GOOD = "Scores the risk of card fraud for the cards team."


def test_a_finding_opens_and_then_nothing_turns(checked_world: World) -> None:
    checked_world.see(("fraud", ""), ("churn", GOOD))
    first = checked_world.check()
    assert (first.counts["pass"], first.counts["fail"], len(first.turns)) == (1, 1, 1)
    assert checked_world.check().turns == ()
    assert checked_world.turns() == [("opened", "fail", FRAUD)]


def test_a_finding_is_resolved_and_reopened_with_its_history_kept(checked_world: World) -> None:
    checked_world.see(("fraud", ""))
    checked_world.check()
    checked_world.see(("fraud", GOOD), minute=10)
    checked_world.check()
    assert checked_world.standing() == {}
    checked_world.see(("fraud", ""), minute=20)
    reopened_at = checked_world.now
    checked_world.check()
    assert [turn for turn, _, _ in checked_world.turns()] == ["opened", "resolved", "reopened"]
    assert checked_world.standing()[FRAUD]["opened_at"] > reopened_at


def test_a_turn_tells_what_it_was_judged_by_and_over_which_data(checked_world: World) -> None:
    checked_world.see(("fraud", ""))
    checked_world.hot.catch_up()  # the commit lets the journal forget what is so old
    settings = Settings(data=str(checked_world.folder))
    wire.committer(settings, checked_world.journal, checked_world.lake).commit()
    checked_world.check()
    (row,) = checked_world.hot.ask("select * from finding_turn").records()
    control = checked_world.library.named(CONTROL)
    assert (row["sql_hash"], row["control_version"]) == (control.sql_hash, control.version)
    assert row["library_hash"] == checked_world.library.digest
    assert "model_group_observation" in row["snapshots_json"]


def test_what_is_no_longer_read_opens_no_pass_and_shuts_no_failure(checked_world: World) -> None:
    checked_world.see(("fraud", ""), ("churn", GOOD))
    checked_world.check()
    checked_world.see(outcome=Outcome.DENIED, minute=5)
    again = checked_world.check()
    assert (again.counts["fail"], again.counts["unknown"], again.turns) == (1, 1, ())


def test_a_waiver_exempts_and_its_end_reopens(checked_world: World) -> None:
    checked_world.see(("fraud", ""))
    checked_world.check()
    checked_world.waived.append(Waived(control_id=CONTROL, asset=FRAUD, why="It goes in March."))
    checked_world.check()
    assert checked_world.standing()[FRAUD]["status"] == "exempt"
    checked_world.waived.clear()
    checked_world.check()
    assert checked_world.standing()[FRAUD]["status"] == "fail"


def test_only_what_was_touched_is_judged_again(checked_world: World) -> None:
    checked_world.see(("fraud", ""), ("churn", ""))
    checked_world.check()
    checked_world.see(("fraud", GOOD), ("churn", GOOD), minute=10)
    checked_world.check(assets=[FRAUD])
    assert set(checked_world.standing()) == {CHURN}


def test_a_version_that_was_touched_has_its_group_judged(checked_world: World) -> None:
    checked_world.see(("fraud", ""))
    checked_world.journal.record([seen(Kind.MODEL_VERSION, version(1, of="fraud"))])
    checked_world.check(assets=[arn("model-package", "fraud/1")])
    assert set(checked_world.standing()) == {FRAUD}


def test_two_evaluations_at_once_land_nothing_twice(checked_world: World) -> None:
    checked_world.see(*((f"g{n}", "") for n in range(30)))
    settings = Settings(data=str(checked_world.folder))
    other = wire.hot_tables(settings, checked_world.journal, checked_world.lake)
    threads = [
        threading.Thread(target=check, args=(checked_world.parts(hot),)) for hot in (checked_world.hot, other)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    checked_world.hot.catch_up()
    assert Counter(turn for turn, _, _ in checked_world.turns()) == {"opened": 30}


def test_a_control_that_cannot_be_run_leaves_the_others_and_its_own_findings(checked_world: World) -> None:
    checked_world.see(("fraud", ""))
    checked_world.check()
    own = checked_world.folder / "own"
    own.mkdir()
    text = load().named(CONTROL).path.read_text(encoding="utf-8")
    (own / "registry-broken.sql").write_text(text.replace("m.owner", "m.no_such_column"), encoding="utf-8")
    library = load(str(own))
    checked_world.library = Library((library.named(CONTROL), library.named("registry-broken")))
    checked = checked_world.check()
    assert [row.control.id for row in checked.failed] == ["registry-broken"]
    assert "no_such_column" in checked.failed[0].error.what
    assert set(checked_world.standing()) == {FRAUD}

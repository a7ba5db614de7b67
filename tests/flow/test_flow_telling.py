"""Telling: what an evaluation turned is kept for the rules that want it, once, and never what is history."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path

import pytest

from modelgov import wire
from modelgov.control.library import Library, load
from modelgov.flow.check import Checking, check
from modelgov.flow.notice_rule import read_rules
from modelgov.flow.notify import Telling
from modelgov.record.observation import Kind
from modelgov.settings import Settings
from sample import arn, group, read, seen

CONTROL = "registry-description"
NOW = datetime(2026, 11, 27, tzinfo=UTC)
RULE = '[[rule]]\nname = "all"\nto = "json://127.0.0.1:9"\nseverity = "low"\n'


class World:
    """A data folder whose groups are judged by one control."""

    def __init__(self, folder: Path) -> None:
        self.settings = Settings(data=str(folder))
        self.journal, lake = wire.journal(self.settings), wire.lake(self.settings)
        self.hot = wire.hot_tables(self.settings, self.journal, lake)
        self.library = Library((load().named(CONTROL),))
        self.checking = Checking(
            journal=self.journal,
            tables=self.hot,
            library=self.library,
            clock=lambda: NOW,
            caught_up=lambda _: self.hot.catch_up(),
            waived=lambda: (),
            snapshots=lake.snapshots,
        )
        rules = folder / "rules.toml"
        rules.write_text(RULE, encoding="utf-8")
        self.telling = Telling(
            state=wire.state(self.settings),
            rules=read_rules(rules, {}),
            tables=self.hot,
            library=self.library,
        )

    def judge(self, name: str, description: str, minute: int = 0) -> None:
        record = group(name, tagged={"owner": "lea"}) | {"ModelPackageGroupDescription": description}
        told = read(operation="Search:ModelPackageGroup", minute=minute, run=f"run-{minute}")
        self.journal.record([seen(Kind.MODEL_GROUP, record, minute=minute)], [told])
        check(self.checking)
        self.hot.catch_up()


@pytest.fixture
def telling_world(tmp_path: Path) -> Iterator[World]:
    world = World(tmp_path)
    yield world
    world.journal.close()


def test_a_turn_is_kept_once_with_whose_it_is(telling_world: World) -> None:
    telling_world.telling.begin()
    telling_world.judge("fraud", "")
    assert telling_world.telling.keep(NOW) == 1
    assert telling_world.telling.keep(NOW) == 0
    (notice,) = telling_world.telling.state.notices.newest(limit=9)
    asset = arn("model-package-group", "fraud")
    assert (notice.about.finding_id, notice.about.owner) == (f"{CONTROL}/{asset}", "lea")
    assert notice.about.title == telling_world.library.named(CONTROL).title


def test_what_turned_before_anybody_was_told_is_history(telling_world: World) -> None:
    telling_world.judge("fraud", "")
    telling_world.telling.begin()
    telling_world.judge("churn", "", minute=5)
    assert telling_world.telling.keep(NOW) == 1
    telling_world.telling.begin()
    assert telling_world.telling.keep(NOW) == 0


def test_what_was_not_kept_when_the_process_ended_is_kept_by_the_next(telling_world: World) -> None:
    telling_world.telling.begin()
    telling_world.judge("fraud", "")
    telling_world.judge("fraud", "Scores the risk of card fraud for the cards team.", minute=5)
    telling_world.judge("fraud", "", minute=9)
    assert telling_world.telling.keep(NOW) == 2  # opened and reopened; the rule does not ask for resolved

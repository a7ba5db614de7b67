"""Moments of the past: loaded once for all who wait, the last two kept, and let go when nobody uses them."""

import asyncio
import threading
from collections.abc import Iterator
from contextlib import AsyncExitStack
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path

import pytest

from modelgov import wire
from modelgov.errors import StoreError
from modelgov.lake.store import Lake
from modelgov.record.observation import Kind
from modelgov.settings import Settings
from modelgov.table.hot import HotTables
from modelgov.web.answer import Parts
from modelgov.web.past import MOST_KEPT, Moments, parts_at
from sample import at, group, read, seen
from served import served_parts


@dataclass
class Opened:
    """What was loaded, in order, and a gate before each load."""

    parts: Parts
    lake: Lake
    past: dict[datetime, HotTables] = field(default_factory=dict)
    order: list[datetime] = field(default_factory=list)
    gate: threading.Event = field(default_factory=threading.Event)
    broken: bool = False

    def open(self, moment: datetime) -> Parts:
        assert self.gate.wait(30)
        self.order.append(moment)
        if self.broken:
            raise StoreError(what="It cannot be read.", where="lake", remedy="Try again.")
        settings = self.parts.settings
        hot = wire.past_tables(settings, wire.journal(settings), self.lake, moment)
        self.past[moment] = hot
        return parts_at(self.parts, hot, moment)

    def moments(self) -> Moments:
        async def app(*_: object) -> None:
            raise AssertionError("nobody asks it")

        return Moments(self.open, lambda _: app)

    def alive(self, moment: datetime) -> bool:
        try:
            return bool(self.past[moment].ask("select 1").rows)
        except StoreError:
            return False


@pytest.fixture
def opened(tmp_path: Path, empty_lake: Lake) -> Iterator[Opened]:
    settings = Settings(data=str(tmp_path))
    journal = wire.journal(settings)
    journal.record([seen(Kind.MODEL_GROUP, group("fraud"))], [read()])
    hot = wire.hot_tables(settings, journal, empty_lake)
    yield Opened(lake=empty_lake, parts=served_parts(settings, hot, lambda: at(120)))
    hot.close()
    journal.close()


def test_who_waits_for_a_moment_waits_for_one_load(opened: Opened) -> None:
    moments = opened.moments()

    async def ask() -> None:
        async with moments.at(at(90)):
            pass

    async def all_at_once() -> None:
        asking = [asyncio.create_task(ask()) for _ in range(5)]
        await asyncio.sleep(0)
        asking[0].cancel()  # who goes away takes nothing from the others
        opened.gate.set()
        await asyncio.gather(*asking[1:])

    asyncio.run(all_at_once())
    moments.close()
    assert opened.order == [at(90)]


def test_the_last_moments_are_kept_and_one_in_use_is_not_taken_away(opened: Opened) -> None:
    opened.gate.set()
    moments = opened.moments()

    async def in_turn() -> None:
        async with AsyncExitStack() as using:
            await using.enter_async_context(moments.at(at(91)))
            for minute in (92, 93, 94, 93):
                async with moments.at(at(minute)):
                    pass
            assert opened.alive(at(91))

    asyncio.run(in_turn())
    moments.close()
    assert opened.order == [at(minute) for minute in (91, 92, 93, 94)]
    assert [opened.alive(moment) for moment in opened.order] == [False, False, True, True]
    assert MOST_KEPT == 2


def test_a_moment_that_could_not_be_loaded_is_tried_again(opened: Opened) -> None:
    opened.gate.set()
    moments = opened.moments()

    async def ask() -> None:
        async with moments.at(at(90)):
            pass

    async def twice() -> None:
        opened.broken = True
        with pytest.raises(StoreError):
            await ask()
        opened.broken = False
        await ask()

    asyncio.run(twice())
    moments.close()
    assert opened.order == [at(90), at(90)]

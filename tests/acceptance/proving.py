"""The proving ground as the product meets it: read in parts, changed meanwhile, listened to, and judged."""

import json
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from pathlib import Path
from typing import Any

from product import QUICK

from modelgov import wire
from modelgov.cli.watch import hub_of
from modelgov.demo.emulator import Emulator
from modelgov.demo.proving.ground import TRUTH
from modelgov.demo.proving.reading import OLD_DAYS
from modelgov.events.setup import set_up
from modelgov.flow.check import Checked, check
from modelgov.flow.collect import Wish, collect
from modelgov.flow.watch import Pace, watch
from modelgov.lake.journal import Journal
from modelgov.lake.store import Lake
from modelgov.settings import Settings

PATIENCE = 60.0
WISH = Wish(
    accounts=(),
    regions=(),
    threads=8,
    overlap=timedelta(minutes=10),
    horizon=timedelta(days=400),
    metric_horizon=timedelta(days=31),
    full=False,
    trail_horizon=timedelta(days=90),
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Proving:
    """A data folder over a served ground; `truth` is the file that no control reads."""

    aws: Emulator
    truth: Mapping[str, Any]
    chosen: Settings
    kept: Journal
    lake: Lake

    @classmethod
    def over(cls, aws: Emulator, state: Path, folder: Path) -> "Proving":
        chosen = Settings(data=str(folder), calls_per_second=QUICK, control_folder="")
        return cls(
            aws=aws,
            truth=json.loads(state.with_suffix(TRUTH).read_bytes()),
            chosen=chosen,
            kept=wire.journal(chosen),
            lake=wire.lake(chosen),
        )

    def judged(self) -> Checked:
        """Everything that the truth asks for, in the order in which it must come; then the controls."""
        read = self.truth["reading"]
        account, region = read["old"]
        self.aws.faults(read["faults"])
        self._collect((account,), (region,), days=OLD_DAYS)
        self._collect(read["accounts"], read["regions"])
        self._live_on(read)
        self._collect((read["unheard"][0],), read["regions"])
        self._collect((), ())  # a run that was stopped once it had the list of accounts
        hot = wire.hot_tables(self.chosen, self.kept, self.lake)
        return check(wire.checking(self.chosen, self.kept, self.lake, hot, lambda _: hot.catch_up()))

    def _collect(self, accounts: Sequence[str], regions: Sequence[str], *, days: float = 0.0) -> None:
        def clock() -> datetime:
            return wire.clock() - timedelta(days=days)

        parts = wire.collecting(self.kept, self.lake, self.chosen, lambda _: None)
        collect(replace(parts, clock=clock), replace(WISH, accounts=tuple(accounts), regions=tuple(regions)))

    def _live_on(self, read: Mapping[str, Any]) -> None:
        """What happens between two collections, while a watch listens to all scopes but one."""
        door = wire.door(self.chosen)
        scopes = [(account, region) for account in read["accounts"] for region in read["regions"]]
        unheard = tuple(read["unheard"])
        set_up(door.client, hub_of(self.chosen, door), [scope for scope in scopes if scope != unheard])
        outside, queue = wire.listening(self.kept, self.lake, self.chosen)
        stop, pace = threading.Event(), Pace(threads=2, wait_seconds=1, tell=lambda _: None)
        thread = threading.Thread(target=watch, args=(outside, queue, stop, pace))
        thread.start()
        try:
            time.sleep(0.5)  # it says that it listens before anything happens
            for call in read["later"]:
                self._act(call)
            self._until_heard(queue)
        finally:
            stop.set()
            thread.join()

    def _act(self, call: Mapping[str, Any]) -> None:
        client = self.aws.client(
            "sagemaker", call["account"], call["region"], role=call["role"], session_name=call["session"]
        )
        getattr(client, call["operation"])(**call["params"])

    def _until_heard(self, queue: Any) -> None:
        names = ["ApproximateNumberOfMessages", "ApproximateNumberOfMessagesNotVisible"]
        limit = time.monotonic() + PATIENCE
        while True:
            left = queue.client.get_queue_attributes(QueueUrl=queue.url, AttributeNames=names)["Attributes"]
            if not sum(int(value) for value in left.values()):
                return
            assert time.monotonic() < limit, "The watch did not take all events."
            time.sleep(0.05)

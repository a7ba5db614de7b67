"""Check: judge the tables by the controls, and land what turned, once, in the journal.

parts = Checking(journal=journal, tables=hot, library=load(""), clock=clock, waived=lambda: (), snapshots=…)
checked = check(parts)                        # everything
checked = check(parts, assets=("arn:…",))     # these and what hangs together with them
"""

import fcntl
import importlib
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

import orjson

from modelgov.control.control import Control
from modelgov.control.judge import ALL, REACHED, Failed, Waived, judge, views_of
from modelgov.control.library import Library
from modelgov.control.turning import (
    Judgement,
    concerned,
    counts,
    evaluated,
    judgements,
    related,
    scores,
    turns,
)
from modelgov.errors import StoreError
from modelgov.flow.collect import run_id
from modelgov.lake.journal import Journal
from modelgov.record.codec import decode
from modelgov.record.observation import JUDGED, Kind, Observation, Source
from modelgov.table.hot import HotTables

CHUNK = 2_000  # turns that are landed in one durable step
CHANGES = "metric_change"  # the view of the changes in metrics that were found without thresholds


@dataclass(frozen=True, slots=True, kw_only=True)
class Checking:
    """What an evaluation works with.

    `caught_up` waits until the tables hold the journal up to a position; `waived` gives the waivers in force,
    `snapshots` the Iceberg snapshot of every lake table.
    """

    journal: Journal
    tables: HotTables
    library: Library
    clock: Callable[[], datetime]
    caught_up: Callable[[int], None]
    waived: Callable[[], Sequence[Waived]]
    snapshots: Callable[[], Mapping[str, int]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Checked:
    """What became of an evaluation: how many judgements of each status, what turned, what failed to run.

    `judgements` are those that were made, where they were asked for.
    """

    evaluation: str
    full: bool
    controls: int
    counts: Mapping[str, int]
    turns: tuple[Mapping[str, Any], ...]
    failed: tuple[Failed, ...]
    judgements: tuple[Judgement, ...]
    seconds: float


def check(
    parts: Checking,
    *,
    assets: Sequence[str] | None = None,
    only: Sequence[str] = (),
    every: bool = False,
) -> Checked:
    """Judge everything, or these assets and what hangs together with them.

    `only` names controls; `every` asks for every judgement, those that passed too.
    """
    chosen = [parts.library.named(name) for name in only] if only else list(parts.library.controls)
    with _alone(parts.journal.path.with_suffix(".check")):
        parts.caught_up(parts.journal.last_position())
        return _check(parts, chosen, assets, every=every)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    """One evaluation at a time: each tells what turned against the one before it."""
    try:
        held = lock.open("w", encoding="ascii")
    except OSError as error:
        raise StoreError(
            what=f"No evaluation can be begun: {error.strerror}.",
            where=str(lock),
            remedy="Check the rights on the data folder.",
        ) from error
    with held:
        fcntl.flock(held, fcntl.LOCK_EX)
        yield


def _check(parts: Checking, controls: list[Control], assets: Sequence[str] | None, *, every: bool) -> Checked:
    began, now = time.monotonic(), parts.clock()
    narrow = assets is not None
    whole = not narrow and len(controls) == len(parts.library.controls)
    with parts.tables.session(reach=() if narrow else REACHED) as session:
        if assets is not None:
            assets = related(session, assets)
            controls = concerned(session, controls, assets)
        elif any(CHANGES in views_of(control) for control in controls):
            # Its module reads in SciPy, for two seconds: only where a control asks for changes.
            importlib.import_module("modelgov.control.change").find_changes(session)
        failed = judge(session, controls, now=now, waived=parts.waived(), assets=assets, passes=every)
        ran = evaluated(session, controls, failed)
        turned = turns(session, narrow=narrow)
        counted = counts(session)
        scored = [] if narrow else scores(session)
        made = judgements(session) if every else ()
    landing = _Landing(parts, ran, now, whole=whole)
    landing.land(turned, scored, full=not narrow, judged=sum(counted.values()))
    return Checked(
        evaluation=landing.evaluation,
        full=not narrow,
        controls=len(ran),
        counts=counted,
        turns=tuple(turned),
        failed=tuple(failed),
        judgements=made,
        seconds=time.monotonic() - began,
    )


class _Landing:
    """What an evaluation writes: turns, then counts, then itself."""

    def __init__(self, parts: Checking, ran: Mapping[str, Control], now: datetime, *, whole: bool) -> None:
        self._parts = parts
        self._ran = ran
        self._now = now
        self._whole = whole
        self.evaluation = run_id(now)

    def land(
        self, turned: list[dict[str, Any]], scored: list[dict[str, Any]], *, full: bool, judged: int
    ) -> None:
        """Make them durable, a chunk at a time."""
        found = [self._finding(turn) for turn in turned]
        for first in range(0, len(found), CHUNK):
            self._parts.journal.record(found[first : first + CHUNK])
        if full:
            self._parts.journal.record([self._score(score) for score in scored])
        if full or turned:
            self._parts.journal.record([self._itself(judged)])

    def _finding(self, turn: Mapping[str, Any]) -> Observation:
        control, opened = self._ran[turn["control_id"]], turn["opened_us"]
        record = {
            "FindingId": f"{turn['control_id']}/{turn['asset']}",
            "ControlId": control.id,
            "ControlVersion": control.version,
            "SqlHash": control.sql_hash,
            "JudgedAsset": turn["asset"],
            "Severity": turn["severity"],
            "Status": turn["status"],
            "Reason": turn["reason"],
            "Evidence": orjson.loads(turn["evidence"] or "{}"),
            "EvidenceDigest": turn["evidence_digest"],
            "Change": turn["turn"],
            "Evaluation": self.evaluation,
            "OpenedAt": opened / 1e6 if opened is not None else self._now.timestamp(),
            "EvaluatedAt": self._now.timestamp(),
        }
        return self._decoded(Kind.FINDING, record, turn["account_id"], turn["region"])

    def _score(self, score: Mapping[str, Any]) -> Observation:
        control = self._ran[score["control_id"]]
        record = {
            "ScoreId": f"{control.id}/{score['business_unit']}/{score['team']}",
            "EvaluatedAt": self._now.timestamp(),
            "ControlId": control.id,
            "ControlVersion": control.version,
            "SqlHash": control.sql_hash,
            "BusinessUnit": score["business_unit"],
            "Team": score["team"],
            "Passed": score["passed"],
            "Failed": score["failed"],
            "Unknown": score["unknown"],
            "Exempt": score["exempt"],
        }
        return self._decoded(Kind.CONTROL_SCORE, record, ALL, ALL)

    def _itself(self, judged: int) -> Observation:
        record = {
            "Evaluation": self.evaluation,
            "EvaluatedAt": self._now.timestamp(),
            "Full": self._whole,
            "Controls": len(self._ran),
            "LibraryHash": self._parts.library.digest,
            "Judged": judged,
            "JournalPosition": self._parts.tables.position,
            "Snapshots": dict(self._parts.snapshots()),
        }
        return self._decoded(Kind.EVALUATION, record, ALL, ALL)

    def _decoded(self, kind: Kind, record: Mapping[str, Any], account_id: str, region: str) -> Observation:
        return decode(
            kind,
            orjson.dumps(record),
            account_id=account_id,
            region=region,
            observed_at=self._now,
            source=Source.CONTROL,
        )


def worth_judging(kinds: Sequence[str]) -> bool:
    """Whether what a step took in can change a judgement: findings themselves do not."""
    return bool(set(kinds) - {kind.value for kind in JUDGED})

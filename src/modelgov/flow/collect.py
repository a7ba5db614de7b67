"""Collect: every account and region, side by side; each page is durable before the next is asked for.

door = Door(boto3.Session(), Access(role_name=…, external_id=…, hub_region=…, attempts=…, …))
parts = Parts(door=door, journal=journal, clock=clock, documents=documents, progress=print)
summary = collect(parts, Wish(accounts=(), regions=("eu-west-1",), threads=8, …))
"""

import fcntl
import threading
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime, timedelta
from functools import partial
from pathlib import Path

from modelgov.collect.account import GLOBAL, Account, Accounts, Organisation, listed
from modelgov.collect.aws import Door
from modelgov.collect.reader import OrganisationReader, enter
from modelgov.collect.refusal import CallError
from modelgov.collect.scope import REPORT_MEGABYTES, TRAIL_HORIZON, Batch, Known, Last, Run
from modelgov.collect.scope import Scope as Place
from modelgov.collect.walk import unread, walk
from modelgov.errors import CloudError, StoreError
from modelgov.lake.entry import Closed, Recorded, Scope
from modelgov.lake.journal import Journal
from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import Kind

RESUMED_WITHIN = timedelta(hours=24)  # a run that was stopped longer ago is not gone on with


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """One step of one account and region: a page that was recorded, or, with `done`, its end."""

    account_id: str
    region: str
    operation: str
    recorded: Recorded
    seen: int
    done: bool
    gaps: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Wish:
    """What is to be read: no accounts means those of the organisation; `full` reads past watermarks.

    `horizon` is how far back jobs are read at first, `metric_horizon` how far metrics are, `trail_horizon`
    how far CloudTrail's events. `only` names the operations that are made; empty makes all.
    """

    accounts: tuple[str, ...]
    regions: tuple[str, ...]
    threads: int
    overlap: timedelta
    horizon: timedelta
    metric_horizon: timedelta
    full: bool
    report_megabytes: int = REPORT_MEGABYTES
    trail_horizon: timedelta = TRAIL_HORIZON
    only: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True, kw_only=True)
class Parts:
    """What the run works with.

    `documents` gives the newest known document of an asset, by its ARN; `newest` those of all assets of a
    kind, by theirs.
    """

    door: Door
    journal: Journal
    clock: Callable[[], datetime]
    documents: Callable[[str], bytes | None]
    newest: Callable[[Kind], Mapping[str, bytes]]
    progress: Callable[[Progress], None]


@dataclass(frozen=True, slots=True, kw_only=True)
class ScopeSummary:
    """What became of one account and region; `gaps` is what stayed unseen, named."""

    account_id: str
    region: str
    seen: int = 0
    calls: int = 0
    throttled: int = 0
    recorded: Recorded = field(default_factory=Recorded)
    gaps: tuple[Coverage, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Summary:
    """What became of a run, by account and region; `resumed` when it went on where one was stopped."""

    run: str
    resumed: bool
    scopes: tuple[ScopeSummary, ...]

    @property
    def recorded(self) -> Recorded:
        """New, changed, unchanged and stale, over all scopes."""
        return sum((scope.recorded for scope in self.scopes), Recorded())

    @property
    def seen(self) -> int:
        """Records that AWS answered, over all scopes."""
        return sum(scope.seen for scope in self.scopes)

    @property
    def calls(self) -> int:
        """Requests that left for the operations that coverage counts."""
        return sum(scope.calls for scope in self.scopes)

    @property
    def gaps(self) -> tuple[Coverage, ...]:
        """Everything that stayed unseen."""
        return tuple(gap for scope in self.scopes for gap in scope.gaps)

    @property
    def refused(self) -> Mapping[Outcome, int]:
        """How many gaps there are of each outcome."""
        return Counter(gap.outcome for gap in self.gaps)

    @property
    def complete(self) -> bool:
        """Whether nothing stayed unseen."""
        return not self.gaps


def is_gap(coverage: Coverage) -> bool:
    """Whether a row names something unseen; where SageMaker does not exist there is nothing to see."""
    return not coverage.outcome.complete and coverage.outcome is not Outcome.NOT_OFFERED


def run_id(moment: datetime) -> str:
    """A run's name: its start, so that names sort by time.

    >>> run_id(datetime(2026, 11, 24, 2, 37, 49, 1500))
    '20261124T023749.001500Z'
    """
    return moment.strftime("%Y%m%dT%H%M%S.%fZ")


def collect(parts: Parts, wish: Wish) -> Summary:
    """Read everything once; a run that was stopped is gone on with.

    Raises CloudError when no account is known, StoreError when another run is under way.
    """
    with _alone(parts.journal.path.with_suffix(".collect")):
        return _collect(parts, wish)


@contextmanager
def _alone(lock: Path) -> Iterator[None]:
    with lock.open("w", encoding="ascii") as held:
        try:
            fcntl.flock(held, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            raise StoreError(
                what="Another collection is under way here.",
                where=str(lock.parent),
                remedy="Wait until it has ended, or stop it.",
            ) from error
        yield


def _collect(parts: Parts, wish: Wish) -> Summary:
    began = parts.clock()
    name = parts.journal.begin(run_id(began), full=wish.full, now=began, within=RESUMED_WITHIN)
    run = Run(
        id=name,
        full=wish.full,
        overlap=wish.overlap,
        horizon=wish.horizon,
        metric_horizon=wish.metric_horizon,
        clock=parts.clock,
        report_megabytes=wish.report_megabytes,
        trail_horizon=wish.trail_horizon,
        only=wish.only,
    )
    parts = replace(parts, newest=_once(parts.newest))
    done = _by_place(parts.journal.progress(name))
    accounts = _accounts(parts, wish, run)
    first = _record_accounts(parts, accounts)
    scopes = [(account, region) for account in accounts.accounts for region in sorted(set(wish.regions))]
    marks = _marks(parts.journal)
    with ThreadPoolExecutor(max(wish.threads, 1), thread_name_prefix="collect") as pool:
        futures = [
            pool.submit(_scope, parts, run, account, region, _known(parts, account.id, region, marks, done))
            for account, region in scopes
        ]
        try:
            summaries = [future.result() for future in futures]
        except BaseException:
            pool.shutdown(wait=False, cancel_futures=True)  # what has not begun need not begin
            raise
    parts.journal.end(run.id, parts.clock())
    return Summary(run=run.id, resumed=run.id != run_id(began), scopes=(first, *summaries))


def _once(newest: Callable[[Kind], Mapping[str, bytes]]) -> Callable[[Kind], Mapping[str, bytes]]:
    """Read each kind once for all scopes: what they look for was known before the run."""
    lock, known = threading.Lock(), dict[Kind, Mapping[str, bytes]]()

    def once(kind: Kind) -> Mapping[str, bytes]:
        with lock:
            if kind not in known:
                known[kind] = newest(kind)
            return known[kind]

    return once


def _accounts(parts: Parts, wish: Wish, run: Run) -> Accounts:
    if wish.accounts:
        return listed(wish.accounts, parts.clock)
    home = parts.door.home()
    organisation = Organisation(
        OrganisationReader.through(parts.door), home=home, run=run.id, clock=parts.clock
    )
    try:
        found = organisation.read()
    except CallError as error:
        raise CloudError(
            what=f"The accounts of the organisation cannot be listed. {error.what}",
            where=f"AWS Organizations from account {home}",
            remedy="Run in its management account or a delegated administrator's, or name the accounts in"
            " the `accounts` setting.",
        ) from error
    if not found.accounts:
        raise CloudError(
            what="The organisation answers that it has no accounts.",
            where=f"AWS Organizations from account {home}",
            remedy="Check whose credentials these are, or name the accounts in the `accounts` setting.",
        )
    return found


def _record_accounts(parts: Parts, accounts: Accounts) -> ScopeSummary:
    observations = [row.observation for row in accounts.accounts if row.observation is not None]
    recorded = parts.journal.record(observations, accounts.coverage)
    return ScopeSummary(
        account_id=parts.door.home(),
        region=GLOBAL,
        seen=len(accounts.accounts),
        calls=sum(row.calls for row in accounts.coverage),
        throttled=sum(row.throttled for row in accounts.coverage),
        recorded=recorded,
        gaps=tuple(row for row in accounts.coverage if is_gap(row)),
    )


def _scope(
    parts: Parts,
    run: Run,
    account: Account,
    region: str,
    known: Known,
) -> ScopeSummary:
    """One account and region, page by page."""
    summary = ScopeSummary(account_id=account.id, region=region)
    closed = _closed(parts, run, account, region)
    if closed is not None:
        outcome, reason = closed
        rows = unread(run, account.id, region, outcome=outcome, reason=reason)
        summary = _step(parts, summary, Batch(operation="", coverage=rows), run)
    else:
        try:
            reader = enter(parts.door, account.id, region)
        except CallError as error:
            reason = f"{error.where}: {error.what}"
            rows = unread(run, account.id, region, outcome=error.outcome, reason=reason)
            summary = _step(parts, summary, Batch(operation="AssumeRole", coverage=rows), run)
        else:
            summary = _walk(parts, run, summary, Place(reader, known, run))
    parts.progress(_progress(summary, "", done=True))
    return summary


def _walk(parts: Parts, run: Run, summary: ScopeSummary, place: Place) -> ScopeSummary:
    """Read what can be read there; where that is nothing at all, remember it."""
    there = (summary.account_id, summary.region)
    was_closed, closed = there in parts.journal.closed(), None
    for batch in walk(place):
        summary = _step(parts, summary, batch, run)
        closed = batch.closed or closed
    if closed is not None:
        outcome, reason = closed
        account_id, region = there
        parts.journal.close_off(
            Closed(
                account_id=account_id,
                region=region,
                outcome=outcome,
                reason=reason,
                checked_at=parts.clock(),
            )
        )
    elif was_closed:
        parts.journal.reopen(*there)
    return summary


def _closed(parts: Parts, run: Run, account: Account, region: str) -> tuple[Outcome, str] | None:
    if not account.active:
        return Outcome.NOT_OFFERED, "The account is suspended or closed: AWS lets nobody read it."
    if not parts.door.offered(region):
        return Outcome.NOT_OFFERED, f"SageMaker is not offered in {region}."
    found = parts.journal.closed().get((account.id, region))
    if found is None or run.full or parts.clock() >= found.again_at:
        return None
    return found.outcome, f"{found.reason.rstrip('.')}. Checked on {found.checked_at:%Y-%m-%d}."


def _step(parts: Parts, summary: ScopeSummary, batch: Batch, run: Run) -> ScopeSummary:
    """Make one batch durable, and tell."""
    place = partial(Scope, account_id=summary.account_id, region=summary.region)
    recorded = parts.journal.record(
        batch.observations,
        batch.coverage,
        watermarks={place(operation=name): value for name, value in batch.watermarks.items()},
        done=(run.id, place(operation=batch.operation)) if batch.done else None,
    )
    summary = replace(
        summary,
        seen=summary.seen + len(batch.observations),
        calls=summary.calls + sum(row.calls for row in batch.coverage),
        throttled=summary.throttled + sum(row.throttled for row in batch.coverage),
        recorded=summary.recorded + recorded,
        gaps=(*summary.gaps, *(row for row in batch.coverage if is_gap(row))),
    )
    parts.progress(_progress(summary, batch.operation, done=False))
    return summary


def _progress(summary: ScopeSummary, operation: str, *, done: bool) -> Progress:
    return Progress(
        account_id=summary.account_id,
        region=summary.region,
        operation=operation,
        recorded=summary.recorded,
        seen=summary.seen,
        done=done,
        gaps=len(summary.gaps),
    )


def _marks(journal: Journal) -> dict[tuple[str, str], dict[str, datetime]]:
    """All watermarks, by account and region, then by operation."""
    marks: dict[tuple[str, str], dict[str, datetime]] = {}
    for scope, value in journal.watermarks().items():
        marks.setdefault((scope.account_id, scope.region), {})[scope.operation] = value
    return marks


def _by_place(scopes: Iterable[Scope]) -> dict[tuple[str, str], frozenset[str]]:
    places: dict[tuple[str, str], frozenset[str]] = {}
    for scope in scopes:
        key = (scope.account_id, scope.region)
        places[key] = places.get(key, frozenset()) | {scope.operation}
    return places


def _known(
    parts: Parts,
    account_id: str,
    region: str,
    marks: Mapping[tuple[str, str], Mapping[str, datetime]],
    done: Mapping[tuple[str, str], frozenset[str]],
) -> Known:
    def live(kind: Kind) -> Mapping[str, Last]:
        heads = parts.journal.heads(kind, account_id, region).values()
        return {
            head.asset: Last(digest=head.digest, changed_at=head.changed_at)
            for head in heads
            if not head.deleted
        }

    return Known(
        watermarks=marks.get((account_id, region), {}),
        done=done.get((account_id, region), frozenset()),
        live=live,
        document=parts.documents,
        newest=parts.newest,
    )

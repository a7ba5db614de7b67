"""The accounts to read: from AWS Organizations with their units and tags, or as the settings list them."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

import orjson

from modelgov.collect.aws import Tally
from modelgov.collect.reader import OrganisationReader
from modelgov.collect.refusal import CallError
from modelgov.errors import RecordError
from modelgov.record.codec import decode, digest
from modelgov.record.coverage import Coverage, Outcome
from modelgov.record.observation import Kind, Observation, Source

GLOBAL = "global"
UNREADABLE = frozenset(("SUSPENDED", "CLOSED"))  # of such an account AWS answers nobody


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """One account: whether it can be read, and what was seen of it."""

    id: str
    active: bool
    observation: Observation | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accounts:
    """All accounts, by id, and what could not be seen of them."""

    accounts: tuple[Account, ...]
    coverage: tuple[Coverage, ...]


def listed(ids: tuple[str, ...], clock: Callable[[], datetime], partition: str = "aws") -> Accounts:
    """The accounts that the settings name.

    Nothing but the id is known, so the account goes by the ARN of its root, which IAM policies use
    for the account itself; it names no organisation, as none was asked.
    """
    return Accounts(
        accounts=tuple(
            Account(id=id_, active=True, observation=_bare(id_, clock(), partition))
            for id_ in sorted(set(ids))
        ),
        coverage=(),
    )


def _bare(id_: str, now: datetime, partition: str) -> Observation:
    arn = f"arn:{partition}:iam::{id_}:root"
    document = orjson.dumps({"Arn": arn, "Id": id_}, option=orjson.OPT_SORT_KEYS)
    return Observation(
        kind=Kind.ACCOUNT,
        account_id=id_,
        region=GLOBAL,
        asset=arn,
        changed_at=now,
        observed_at=now,
        source=Source.API,
        actor=None,
        actor_arn=None,
        deleted=False,
        digest=digest(document),
        document=document,
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An organisational unit, or the root: its path from the root, and the tags from there down."""

    path: tuple[str, ...]
    tags: tuple[dict[str, str], ...]


ROOT = Unit(path=(), tags=())


class Organisation:
    """Organizations as its management or delegated account answers it; each unit is read once."""

    def __init__(
        self, reader: OrganisationReader, *, home: str, run: str, clock: Callable[[], datetime]
    ) -> None:
        self._reader = reader
        self._home = home
        self._run = run
        self._clock = clock
        self._units: dict[str, Unit] = {}

    def read(self) -> Accounts:
        """Every account. Raises CallError when the organisation cannot be listed at all.

        An account whose units or tags are refused keeps its place but is not observed: half of its
        facts would read as if the others had been taken away.
        """
        tally, started = Tally(), self._clock()
        rows = list(self._paged("ListAccounts", "Accounts", tally))
        coverage = [self._row("ListAccounts", Outcome.READ, tally, started, seen=len(rows))]
        accounts: list[Account] = []
        failures: list[tuple[str, Outcome, str]] = []
        detail = Tally()
        for row in sorted(rows, key=lambda row: str(row["Id"])):
            id_, observation = str(row["Id"]), None
            try:
                observation = self._observe(row, detail)
            except CallError as error:
                failures.append((id_, error.outcome, error.what))
            except RecordError as error:
                failures.append((id_, Outcome.MALFORMED, error.what))
            readable = row.get("Status") not in UNREADABLE
            accounts.append(Account(id=id_, active=readable, observation=observation))
        seen = len(rows) - len(failures)
        if not failures:
            coverage.append(self._row("ListTagsForResource", Outcome.READ, detail, started, seen=seen))
        for id_, outcome, reason in failures:
            told = self._row("ListTagsForResource", outcome, detail, started, seen=seen)
            coverage.append(replace(told, account_id=id_, reason=reason))
            detail, seen = Tally(), 0  # counted in one row only
        return Accounts(accounts=tuple(accounts), coverage=tuple(coverage))

    def _row(
        self, operation: str, outcome: Outcome, tally: Tally, started: datetime, *, seen: int
    ) -> Coverage:
        return Coverage(
            run=self._run,
            account_id=self._home,
            region=GLOBAL,
            operation=operation,
            outcome=outcome,
            seen=seen,
            calls=tally.calls,
            throttled=tally.throttled,
            started_at=started,
            observed_at=self._clock(),
        )

    def _paged(self, call: str, items: str, tally: Tally, **arguments: str) -> Iterator[dict[str, Any]]:
        while True:
            answer = self._reader.call(call, arguments, tally)
            yield from answer.get(items, ())
            if not answer.get("NextToken"):
                return
            arguments["NextToken"] = answer["NextToken"]

    def _observe(self, row: Mapping[str, Any], tally: Tally) -> Observation:
        id_ = str(row["Id"])
        unit = self._above(id_, tally)
        tags = (*self._tags(id_, "account tag", tally), *unit.tags)
        document = {name: value for name, value in row.items() if not isinstance(value, datetime | list)}
        document |= {
            "JoinedTimestamp": row["JoinedTimestamp"].timestamp() if "JoinedTimestamp" in row else None,
            "UnitPath": "/".join(unit.path),
            "AllTags": sorted(tags, key=lambda tag: (tag["Origin"], tag["Key"], tag["Value"])),
        }
        return decode(
            Kind.ACCOUNT,
            orjson.dumps(document),
            account_id=id_,
            region=GLOBAL,
            observed_at=self._clock(),
            source=Source.API,
        )

    def _above(self, child: str, tally: Tally) -> Unit:
        """The unit that holds an account or a unit."""
        for parent in self._paged("ListParents", "Parents", tally, ChildId=child):
            id_ = str(parent["Id"])
            if parent["Type"] != "ROOT" and id_ not in self._units:
                self._units[id_] = self._unit(id_, tally)
            return self._units.get(id_, ROOT)
        return ROOT

    def _unit(self, id_: str, tally: Tally) -> Unit:
        described = self._reader.call("DescribeOrganizationalUnit", {"OrganizationalUnitId": id_}, tally)
        above = self._above(id_, tally)
        name = str(described["OrganizationalUnit"]["Name"])
        own = tuple(self._tags(id_, "unit tag", tally))
        keys = {tag["Key"] for tag in own}  # the nearest unit's word counts
        inherited = tuple(tag for tag in above.tags if tag["Key"] not in keys)
        return Unit(path=(*above.path, name), tags=(*inherited, *own))

    def _tags(self, resource: str, origin: str, tally: Tally) -> Iterator[dict[str, str]]:
        for tag in self._paged("ListTagsForResource", "Tags", tally, ResourceId=resource):
            yield {"Origin": origin, "Key": str(tag["Key"]), "Value": str(tag["Value"])}

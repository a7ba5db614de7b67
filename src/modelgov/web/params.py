"""Query strings -> filters and windows; the same for the lists and their exports."""

from datetime import datetime, timedelta
from typing import Annotated

from fastapi import Query
from pydantic import BaseModel, ConfigDict, Field

from modelgov.control.scored import Among
from modelgov.table.cursor import Cursor, refused
from modelgov.table.page import ENDPOINTS, FINDINGS, Filter, Window
from modelgov.table.scope import Scope
from modelgov.table.span import RangeName, Span, span_in, span_of

Values = Annotated[list[str], Field(default_factory=list, max_length=100)]

# `\d` would take digits of every script, and a year 0
DAY = r"[1-9][0-9]{3}-(0[1-9]|1[0-2])-(0[1-9]|[12][0-9]|3[01])"
REGISTERED = rf"^([1-9][0-9]{{3}}-(0[1-9]|1[0-2])|{DAY}|{DAY}\.\.{DAY})$"
MOST = 2**31 - 1  # no list and no group is longer; beyond it numbers do not fit everywhere


LONGEST_CURSOR = 4_000


def _window(sort: str, offset: int, limit: int, cursor: str | None) -> Window:
    """By place, as a list on a screen asks, or after the last row of the answer before."""
    if cursor is None:
        return Window(sort=sort, offset=offset, limit=limit)
    after = Cursor.from_text(cursor)
    if after.sort != sort:
        raise refused(f"It is of a list sorted by {after.sort}, not by {sort}.")
    if offset:
        raise refused("It stands in the place of an offset.")
    return Window(sort=sort, limit=limit, after=after)


class SpanParams(BaseModel):
    """Of which time series and counts are told; each has a span of its own where nothing is named.

    Refused by the tables and not by the shape: what is wrong is then said in our words.
    """

    model_config = ConfigDict(extra="forbid")

    range: str | None = Field(
        None,
        description="The last 7, 30 or 90 days, today with them; 12 calendar months, this one with them; or"
        " all. Relative to as_of where one is named. What is of no period stays as it is.",
        json_schema_extra={"enum": [*RangeName]},
    )
    first: str | None = Field(
        None,
        alias="from",
        description="In the place of a range: the first day, in UTC.",
        examples=["2026-10-01"],
    )
    last: str | None = Field(
        None,
        alias="to",
        description="The last day, in UTC, with all of it; without it, today.",
        examples=["2026-10-31"],
    )

    def span(self, now: datetime) -> Span | None:
        """The same for the tables."""
        return span_of(self.range, self.first, self.last, now)


class GroupParams(BaseModel):
    """What the list of groups can be narrowed to and sorted by."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=200)
    business_unit: Values
    team: Values
    owner: Values
    environment: Values
    account_id: Values
    region: Values
    asset: Values
    model_group: str | None = None
    sort: str = "-changed_at"
    offset: int = Field(0, ge=0, le=MOST)
    limit: int = Field(100, ge=1, le=500)
    cursor: str | None = Field(None, max_length=LONGEST_CURSOR)

    def window(self) -> Window:
        """Which rows."""
        return _window(self.sort, self.offset, self.limit, self.cursor)

    def filter(self, now: datetime) -> Filter:
        """What the rows are narrowed to; `now` is not used by groups."""
        return Filter(
            chosen={
                "business_unit": tuple(self.business_unit),
                "team": tuple(self.team),
                "owner": tuple(self.owner),
                "environment": tuple(self.environment),
                "account_id": tuple(self.account_id),
                "region": tuple(self.region),
                **self._more(),
            },
            model_group=self.model_group,
            approved_by=self._approved_by(),
            assets=tuple(self.asset),
            search=self.q.strip(),
            registered=self._registered(),
            waiting_since=self._waiting_since(now),
        )

    def _more(self) -> dict[str, tuple[str, ...]]:
        return {}

    def _approved_by(self) -> tuple[str, ...]:
        return ()

    def _registered(self) -> Span | None:
        return None

    def _waiting_since(self, now: datetime) -> datetime | None:  # noqa: ARG002
        return None


class VersionParams(GroupParams):
    """What the list of versions can be narrowed to and sorted by."""

    approval_status: Values
    stage: Values
    production: Values
    approved_by: Values
    maturity: Values
    registered: str | None = Field(
        None,
        pattern=REGISTERED,
        description="A month, a day, or the first and the last day with `..` between them.",
    )
    waiting_over_days: int | None = Field(None, ge=0, le=36_500)

    def _more(self) -> dict[str, tuple[str, ...]]:
        return {
            "approval_status": tuple(self.approval_status),
            "stage": tuple(self.stage),
            "production": tuple(self.production),
            "maturity": tuple(self.maturity),
        }

    def _approved_by(self) -> tuple[str, ...]:
        return tuple(self.approved_by)

    def _registered(self) -> Span | None:
        return span_in(self.registered) if self.registered else None

    def _waiting_since(self, now: datetime) -> datetime | None:
        return now - timedelta(days=self.waiting_over_days) if self.waiting_over_days is not None else None


class FindingParams(BaseModel):
    """What the list of findings can be narrowed to and sorted by; those that stand, if nothing else."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=200)
    status: Values
    severity: Values
    control_id: Values
    control_group: Values
    business_unit: Values
    team: Values
    owner: Values
    assignee: Values
    account_id: Values
    region: Values
    tier: Values
    asset_kind: Values
    model_group: str | None = None
    standing: bool = True
    sort: str = "-severity_rank"
    offset: int = Field(0, ge=0, le=MOST)
    limit: int = Field(100, ge=1, le=500)
    cursor: str | None = Field(None, max_length=LONGEST_CURSOR)

    def window(self) -> Window:
        """Which rows."""
        return _window(self.sort, self.offset, self.limit, self.cursor)

    def filter(self, titled: tuple[str, ...]) -> Filter:
        """What the rows are narrowed to; `titled` are controls whose titles have the words."""
        return Filter(
            chosen={name: tuple(getattr(self, name)) for name in FINDINGS.facets},
            model_group=self.model_group,
            search=self.q.strip(),
            search_controls=titled,
            standing=self.standing,
        )


class EndpointParams(BaseModel):
    """What the list of endpoints can be narrowed to and sorted by."""

    model_config = ConfigDict(extra="forbid")

    q: str = Field("", max_length=200)
    endpoint_status: Values
    environment: Values
    business_unit: Values
    team: Values
    instance_type: Values
    fit: Values
    idle: Values
    registered: Values
    account_id: Values
    region: Values
    sort: str = "-usd_per_month"
    offset: int = Field(0, ge=0, le=MOST)
    limit: int = Field(100, ge=1, le=500)
    cursor: str | None = Field(None, max_length=LONGEST_CURSOR)

    def window(self) -> Window:
        """Which rows."""
        return _window(self.sort, self.offset, self.limit, self.cursor)

    def filter(self) -> Filter:
        """What the rows are narrowed to."""
        return Filter(
            chosen={name: tuple(getattr(self, name)) for name in ENDPOINTS.facets}, search=self.q.strip()
        )


class EndpointListParams(EndpointParams, SpanParams):
    """The same, and of which time requests, errors and cost over the list are told."""


class ScoreParams(SpanParams):
    """Whose assets and which controls are counted, and of which time the trend is."""

    control_id: Values
    control_group: Values
    business_unit: Values
    team: Values

    def among(self) -> Among:
        """The same for the counts."""
        return Among(
            control_id=tuple(self.control_id),
            control_group=tuple(self.control_group),
            business_unit=tuple(self.business_unit),
            team=tuple(self.team),
        )


class OverviewParams(SpanParams):
    """Which part of the organisation, and which time, the Overview shows; all where nothing is named."""

    business_unit: Values
    team: Values
    account_id: Values
    region: Values

    def scope(self) -> Scope:
        """The same for the tables."""
        return Scope(
            business_unit=_once(self.business_unit),
            team=_once(self.team),
            account_id=_once(self.account_id),
            region=_once(self.region),
        )


def _once(values: list[str]) -> tuple[str, ...]:
    return tuple(sorted(set(values)))


OverviewQuery = Annotated[OverviewParams, Query()]
SpanQuery = Annotated[SpanParams, Query()]
EndpointQuery = Annotated[EndpointParams, Query()]
EndpointListQuery = Annotated[EndpointListParams, Query()]
FindingQuery = Annotated[FindingParams, Query()]
ScoreQuery = Annotated[ScoreParams, Query()]
GroupQuery = Annotated[GroupParams, Query()]
VersionQuery = Annotated[VersionParams, Query()]

"""Doctor: tries every permission of the collector in every account and region, and changes nothing.

And it looks at the way of events: the rules there, and the hub's bus, rule and queues.
A describe is asked for a name that nobody has: that it does not exist is an answer, so it is allowed.
"""

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial

from modelgov.collect.aws import Door, Tally
from modelgov.collect.catalog import OPERATIONS
from modelgov.collect.operation import Operation
from modelgov.collect.policy import ENTER
from modelgov.collect.reader import Reader, enter
from modelgov.collect.refusal import CallError
from modelgov.events.setup import Clients, Flaw, aside, flaw
from modelgov.events.way import Hub, hub_needs, spoke_need
from modelgov.record.coverage import Outcome

NOBODY = "modelgov-doctor-asks-for-what-does-not-exist"
# What the readers that are functions of their own call, each with the least that it takes.
METRIC: dict[str, object] = {
    "MetricDataQueries": [
        {
            "Id": "m0",
            "MetricStat": {
                "Metric": {"Namespace": "AWS/SageMaker", "MetricName": "Invocations"},
                "Period": 3600,
                "Stat": "Sum",
            },
        }
    ]
}
OTHERS: tuple[tuple[str, str, tuple[tuple[str, object], ...]], ...] = (
    ("sagemaker", "ListTags", (("ResourceArn", f"arn:aws:sagemaker:us-east-1:000000000000:model/{NOBODY}"),)),
    ("sagemaker", "ListModelCards", (("MaxResults", 1),)),
    ("sagemaker", "ListModelCardVersions", (("ModelCardName", NOBODY),)),
    ("sagemaker", "DescribeModelCard", (("ModelCardName", NOBODY),)),
    ("sagemaker", "DescribeDataQualityJobDefinition", (("JobDefinitionName", NOBODY),)),
    ("sagemaker", "DescribeModelBiasJobDefinition", (("JobDefinitionName", NOBODY),)),
    ("sagemaker", "DescribeModelExplainabilityJobDefinition", (("JobDefinitionName", NOBODY),)),
    ("sagemaker", "DescribeModelQualityJobDefinition", (("JobDefinitionName", NOBODY),)),
    ("sagemaker", "GetModelPackageGroupPolicy", (("ModelPackageGroupName", NOBODY),)),
    ("sagemaker", "ListMonitoringAlertHistory", (("MaxResults", 1),)),
    ("sagemaker", "ListMonitoringAlerts", (("MonitoringScheduleName", NOBODY),)),
    ("sagemaker", "ListMonitoringExecutions", (("MaxResults", 1),)),
    ("resourcegroupstaggingapi", "GetResources", (("ResourcesPerPage", 1),)),
    ("cloudtrail", "LookupEvents", (("MaxResults", 1),)),
    ("cloudwatch", "GetMetricData", (*METRIC.items(), ("StartTime", 0), ("EndTime", 3600))),
    ("ram", "GetResourceShares", (("resourceOwner", "SELF"), ("maxResults", 1))),
    ("ram", "ListPrincipals", (("resourceOwner", "SELF"), ("maxResults", 1))),
    ("ram", "ListResources", (("resourceOwner", "SELF"), ("maxResults", 1))),
)
PREFIXES = {"resourcegroupstaggingapi": "tag"}  # of actions, where IAM calls a service otherwise
ANSWERED = frozenset(("ValidationException", "ResourceNotFound", "ResourceNotFoundException"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Trial:
    """One permission that was tried, where, and what AWS answered; `reason` is empty when it let us."""

    action: str
    account_id: str
    region: str
    outcome: Outcome
    reason: str = ""

    @property
    def well(self) -> bool:
        """Whether AWS let us, or has no such thing there."""
        return self.outcome.complete or self.outcome is Outcome.NOT_OFFERED


Call = Callable[[Reader], object]


def trials(door: Door, places: tuple[tuple[str, str], ...], threads: int) -> tuple[Trial, ...]:
    """Every action of every operation, in every place, in order."""
    with ThreadPoolExecutor(max(threads, 1), thread_name_prefix="doctor") as pool:
        found = pool.map(partial(_place, door), places)
        return tuple(trial for place in found for trial in place)


def way(
    clients: Clients, hub: Hub, accounts: Sequence[str], spokes: Sequence[tuple[str, str]], threads: int
) -> tuple[Flaw, ...]:
    """What is wrong with the way of events: the hub's parts first, then the rules of the spokes."""
    needs = (*hub_needs(hub, accounts), *(spoke_need(hub, account, region) for account, region in spokes))
    with ThreadPoolExecutor(max(threads, 1), thread_name_prefix="doctor") as pool:
        found = (*pool.map(partial(flaw, clients), needs), aside(clients, hub))
    return tuple(row for row in found if row is not None)


def _place(door: Door, place: tuple[str, str]) -> tuple[Trial, ...]:
    account_id, region = place
    if not door.offered(region):
        reason = f"SageMaker is not offered in {region}."
        row = Trial(
            action=ENTER,
            account_id=account_id,
            region=region,
            outcome=Outcome.NOT_OFFERED,
            reason=reason,
        )
        return (row,)
    try:
        reader = enter(door, account_id, region)
    except CallError as error:
        return (_refused(ENTER, account_id, region, error),)
    calls = everything()
    entered = Trial(action=ENTER, account_id=account_id, region=region, outcome=Outcome.READ)
    return (entered, *(_try(reader, action, call) for action, call in sorted(calls.items())))


def everything() -> dict[str, Call]:
    """A call for each action that can be tried in an account and region."""
    others = {
        f"{PREFIXES.get(service, service)}:{name}": partial(_call, name, dict(given), service)
        for service, name, given in OTHERS
    }
    return others | {action: call for row in OPERATIONS for action, call in _calls(row)}


def _calls(row: Operation) -> Iterator[tuple[str, Call]]:
    """The smallest call that needs each action of a row."""
    service = row.service
    if row.search is not None:
        given = {"Resource": row.search, "MaxResults": 1}
        yield "sagemaker:Search", partial(_call, "Search", given, service)
    for listing in row.listings:
        size = {listing.size: 1} if listing.size else {}
        within = {listing.within.argument: NOBODY} if listing.within is not None else {}
        given = dict(listing.arguments) | size | within
        yield listing.actions[0], partial(_call, listing.call, given, service)
    for attached in row.attached:
        arguments = dict(attached.listing.arguments) | {attached.argument: _nobody(attached.argument)}
        yield attached.listing.actions[0], partial(_call, attached.listing.call, arguments, service)
    if row.describe is not None:
        call = row.describe.call
        yield (
            row.describe.actions[0],
            partial(_call, call, {row.describe.argument: _nobody(row.describe.argument)}, service),
        )


def _nobody(argument: str) -> str:
    return (
        f"arn:aws:sagemaker:us-east-1:000000000000:pipeline/{NOBODY}/execution/0"
        if "Arn" in argument
        else NOBODY
    )


def _call(name: str, given: dict[str, object], service: str, reader: Reader) -> object:
    return reader.call(name, given, Tally(), service=service)


def _try(reader: Reader, action: str, call: Call) -> Trial:
    try:
        call(reader)
    except CallError as error:
        if error.code not in ANSWERED:
            return _refused(action, reader.account_id, reader.region, error)
    return Trial(action=action, account_id=reader.account_id, region=reader.region, outcome=Outcome.READ)


def _refused(action: str, account_id: str, region: str, error: CallError) -> Trial:
    outcome = error.closes or error.outcome
    return Trial(
        action=action,
        account_id=account_id,
        region=region,
        outcome=outcome,
        reason=f"{error.where}: {error.what}",
    )

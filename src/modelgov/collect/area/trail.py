"""CloudTrail: who asked SageMaker for which change. Read last, for it tells where to look again."""

from modelgov.collect.operation import Operation
from modelgov.collect.trail import LOOKUP, read_trail
from modelgov.record.observation import Kind

OPERATIONS: tuple[Operation, ...] = (
    Operation(
        name=LOOKUP,
        kind=Kind.TRAIL_EVENT,
        key="EventId",
        service="cloudtrail",
        since="StartTime",
        bounded=True,
        read=read_trail,
        actions=("cloudtrail:LookupEvents",),
    ),
)

"""The reports of monitors in S3: those of every execution that ended, and of every baseline.

A report is read once, and again only when its execution has changed, or in a full run when its baseline was
unseen until then. What is missing, too large, cut off or refused is named in coverage, and the rest goes on.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import orjson

from modelgov.collect.monitoring import RESOURCES, arn_of, named_definition
from modelgov.collect.reader import Stored
from modelgov.collect.refusal import CallError
from modelgov.collect.scope import DESCRIBED_AT_ONCE, Batch, Reading, Scope
from modelgov.record.codec import digest, utc
from modelgov.record.coverage import Outcome
from modelgov.record.observation import Kind
from modelgov.record.report.document import Baseline, Report, compared_fields, report_fields
from modelgov.record.report.value import FormError

Fields = dict[str, Any]

# What an execution writes, by how it ended; SageMaker's pages spell the violations in two ways.
VIOLATED = "CompletedWithViolations"
ENDED = ("Completed", VIOLATED)
VIOLATIONS = ("constraint_violations.json", "constraints_violations.json")
BY_CLARIFY = ("ModelBias", "ModelExplainability")
MISSING = frozenset(("NoSuchKey", "NoSuchBucket", "404"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Setting:
    """What a schedule reads and writes: where its reports go, and its baseline."""

    type: str
    endpoint: str | None
    output: str | None
    constraints: str | None
    statistics: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Wanted:
    """One report to read: where it may be, and what its observation says of it beside what it holds."""

    report: Report
    type: str
    places: tuple[str, ...]
    facts: Mapping[str, Any]


class UnreadError(Exception):
    """One report could not be read; the rest can."""

    def __init__(self, outcome: Outcome, reason: str) -> None:
        super().__init__(reason)
        self.outcome, self.reason = outcome, reason


def read_reports(scope: Scope, reading: Reading) -> Iterator[Batch]:
    """Read what is not known yet, and say how far the executions have been tried."""
    reading.full = scope.run.full
    reports = _Reports(scope, reading)
    try:
        yield from reports.of_baselines()
        yield from reports.of_executions()
    except CallError as error:
        reading.failure = error
    else:
        if reports.tried is not None:
            yield Batch(operation=reading.operation.name, watermarks={reading.operation.name: reports.tried})
    reading.newest = None  # the watermark is about executions, not about files
    unseen = (Kind.MONITORING_SCHEDULE, Kind.MONITORING_DEFINITION, Kind.MONITORING_EXECUTION)
    for kind in unseen:
        reading.failure = reading.failure or scope.failed(kind)


class _Reports:
    def __init__(self, scope: Scope, reading: Reading) -> None:
        self._scope = scope
        self._reading = reading
        self._known = frozenset(scope.live(Kind.MONITORING_REPORT))
        self._schedules = {
            str(one.get("MonitoringScheduleName")): (asset, one)
            for asset, document in scope.seen(Kind.MONITORING_SCHEDULE).items()
            for one in (orjson.loads(document),)
        }
        self._definitions = {
            asset.lower(): orjson.loads(document)
            for asset, document in scope.seen(Kind.MONITORING_DEFINITION).items()
        }
        self._defined = {asset.lower(): asset for asset in scope.live(Kind.MONITORING_DEFINITION)}
        self._settings: dict[str, Setting | None] = {}
        self._baselines: dict[str, Fields] = {}
        self._first_seen: set[str] = set()
        self.tried: datetime | None = None

    def of_baselines(self) -> Iterator[Batch]:
        """The baselines of schedules that are new or changed; in a full run of all."""
        for name, (asset, schedule) in sorted(self._schedules.items()):
            named = named_definition(schedule)
            new = named is not None and self._definition_asset(*named).lower() in self._definitions
            if self._scope.run.full or new or self._scope.changed(asset):
                setting = self._setting(name)
                unknown = setting is not None and {setting.statistics, setting.constraints} - self._known - {
                    None
                }
                if setting is not None and unknown:
                    yield from self._baseline(setting)

    def of_executions(self) -> Iterator[Batch]:
        """The reports of the executions that this walk saw."""
        before = self._scope.live(Kind.MONITORING_EXECUTION)
        records: list[bytes] = []
        for asset, document in sorted(self._scope.seen(Kind.MONITORING_EXECUTION).items()):
            execution = orjson.loads(document)
            if execution.get("MonitoringExecutionStatus") in ENDED:
                last = before.get(asset)
                again = last is None or last.digest != digest(document)
                yield from self._of_execution(execution, records, again=again)
                if len(records) >= DESCRIBED_AT_ONCE:
                    yield self._scope.batch(self._reading, records)
                    records = []
            changed = utc(execution.get("LastModifiedTime") or execution["CreationTime"])
            self.tried = max(self.tried or changed, changed)
        yield self._scope.batch(self._reading, records)

    def _of_execution(self, execution: Fields, records: list[bytes], *, again: bool) -> Iterator[Batch]:
        setting = self._setting(str(execution.get("MonitoringScheduleName")))
        for wanted in _wanted(execution, setting):
            baselines = (setting.statistics, setting.constraints) if setting is not None else ()
            if not again and not self._first_seen.intersection(baselines):
                known = self._known.intersection(wanted.places)
                if known:
                    self._reading.taken |= known
                    continue
            try:
                stored, uri = self._found(wanted, execution)
                fields = self._parsed(stored, wanted)
                if setting is not None:
                    yield from self._baseline(setting)
                    fields = compared_fields(fields, self._compared(setting))
                records.append(_document(stored, uri, wanted, fields))
            except UnreadError as unread:
                yield self._lost(unread, wanted)

    def _lost(self, unread: UnreadError, wanted: Wanted) -> Batch:
        uri = wanted.places[0] if wanted.places else str(wanted.facts.get("ExecutionAsset"))
        return self._scope.lost(self._reading, unread.outcome, unread.reason, uri)

    def _compared(self, setting: Setting) -> Baseline:
        return Baseline(
            statistics=self._baselines.get(setting.statistics or "", {}),
            constraints=self._baselines.get(setting.constraints or "", {}),
        )

    def _baseline(self, setting: Setting) -> Iterator[Batch]:
        """Have the files of a baseline at hand: those known already, and what is read of the others."""
        analysed = setting.type in BY_CLARIFY
        rules = Report.ANALYSIS if analysed else Report.CONSTRAINTS
        for uri, report in ((setting.statistics, Report.STATISTICS), (setting.constraints, rules)):
            if uri is None or uri in self._baselines:
                continue
            self._baselines[uri] = {}
            known = self._scope.known.document(uri) if uri in self._known else None
            if known is not None:
                self._baselines[uri] = orjson.loads(known)
                self._reading.taken.add(uri)
                continue
            facts = {"Origin": "baseline", "MonitoringType": setting.type}
            wanted = Wanted(report=report, type=setting.type, places=(uri,), facts=facts)
            try:
                stored, _ = self._found(wanted, None)
                fields = self._parsed(stored, wanted)
                document = _document(stored, uri, wanted, fields)
            except UnreadError as unread:
                yield self._lost(unread, wanted)
                continue
            self._baselines[uri] = fields
            self._first_seen.add(uri)
            yield self._scope.batch(self._reading, (document,))

    def _found(self, wanted: Wanted, execution: Fields | None) -> tuple[Stored, str]:
        """The first of its places that holds it; then where its job says that it wrote."""
        job = str((execution or {}).get("ProcessingJobArn") or "")
        reason = "Nothing says where it lies."
        places = list(wanted.places)
        asked = not job
        while places or not asked:
            if not places:
                asked = True
                places = [uri for uri in self._written(job, wanted) if uri not in wanted.places]
                continue
            uri = places.pop(0)
            try:
                return self._stored(uri), uri
            except CallError as error:
                if error.code in MISSING:
                    reason = f"The report is missing: {error.what}"
                    continue
                if error.outcome is Outcome.THROTTLED or error.expired or not error.answered:
                    raise
                raise UnreadError(error.outcome, error.what) from error
        raise UnreadError(Outcome.FAILED, reason)

    def _written(self, job: str, wanted: Wanted) -> list[str]:
        try:
            name = {"ProcessingJobName": job.rsplit("/", 1)[-1]}
            answer = orjson.loads(self._scope.reader.call("DescribeProcessingJob", name, self._reading.tally))
        except CallError as error:
            if error.absent:
                return []
            raise
        outputs = (answer.get("ProcessingOutputConfig") or {}).get("Outputs") or []
        folders = [one["S3Output"]["S3Uri"] for one in outputs if one.get("S3Output", {}).get("S3Uri")]
        return [f"{folder.rstrip('/')}/{name}" for folder in folders for name in _names(wanted.report)]

    def _stored(self, uri: str) -> Stored:
        bucket, _, key = uri.removeprefix("s3://").partition("/")
        if not uri.startswith("s3://") or not bucket or not key:
            raise UnreadError(Outcome.MALFORMED, "It is no address of a file in S3.")
        return self._scope.reader.stored(
            bucket, key, self._reading.tally, most=self._scope.run.report_megabytes * 1_000_000
        )

    def _parsed(self, stored: Stored, wanted: Wanted) -> Fields:
        if stored.body is None:
            most = self._scope.run.report_megabytes
            reason = f"It has {stored.size} bytes, more than the {most} MB of the `report_megabytes` setting."
            raise UnreadError(Outcome.MALFORMED, reason)
        try:
            return report_fields(wanted.report, wanted.type, stored.body)
        except FormError as error:
            reason = f"The report cannot be read: {error}."
            raise UnreadError(Outcome.MALFORMED, reason) from error

    def _setting(self, schedule: str) -> Setting | None:
        if schedule not in self._settings:
            self._settings[schedule] = self._looked_up(schedule)
        return self._settings[schedule]

    def _looked_up(self, name: str) -> Setting | None:
        if name not in self._schedules:
            return None
        asset, schedule = self._schedules[name]
        named = named_definition(schedule)
        if named is None:
            whole = schedule if "MonitoringScheduleConfig" in schedule else self._document(asset)
            return _inline(whole)
        definition = self._definition_asset(*named)
        found = self._definitions.get(definition.lower()) or self._document(definition)
        return _defined(found, named[0]) if found else None

    def _definition_asset(self, kind: str, name: str) -> str:
        asset = arn_of(self._scope, f"{RESOURCES[kind]}/{name}")
        return self._defined.get(asset.lower(), asset)

    def _document(self, asset: str) -> Fields:
        found = self._scope.known.document(asset)
        return orjson.loads(found) if found else {}


def _names(report: Report) -> tuple[str, ...]:
    return VIOLATIONS if report is Report.VIOLATIONS else (f"{report.value}.json",)


def _wanted(execution: Fields, setting: Setting | None) -> Iterator[Wanted]:
    """What an execution wrote, by its type and by how it ended."""
    kind = str(execution.get("MonitoringType") or (setting.type if setting is not None else ""))
    reports = [Report.ANALYSIS if kind in BY_CLARIFY else Report.STATISTICS]
    if execution["MonitoringExecutionStatus"] == VIOLATED:
        reports.append(Report.VIOLATIONS)
    folder = _folder(execution, setting)
    names = ("MonitoringScheduleName", "EndpointName", "ScheduledTime")
    facts = {name: execution.get(name) for name in names}
    facts |= {"Origin": "execution", "MonitoringType": kind, "ExecutionAsset": execution["Asset"]}
    if setting is not None:
        facts |= {"BaselineUri": setting.statistics, "ConstraintsUri": setting.constraints}
    for report in reports:
        places = tuple(f"{folder}/{name}" for name in _names(report)) if folder else ()
        yield Wanted(report=report, type=kind, places=places, facts=facts)


def _folder(execution: Fields, setting: Setting | None) -> str | None:
    """Where SageMaker's own containers write: by endpoint, schedule and hour."""
    due = execution.get("ScheduledTime")
    if setting is None or setting.output is None or not isinstance(due, int | float):
        return None
    of = execution.get("EndpointName") or setting.endpoint or "batch-transform"
    hour = utc(due).strftime("%Y/%m/%d/%H")
    return f"{setting.output.rstrip('/')}/{of}/{execution['MonitoringScheduleName']}/{hour}"


def _defined(definition: Fields, kind: str) -> Setting:
    baseline = definition.get(f"{kind}BaselineConfig") or {}
    given = (definition.get(f"{kind}JobInput") or {}).get("EndpointInput") or {}
    return _setting_of(
        kind, given.get("EndpointName"), definition.get(f"{kind}JobOutputConfig") or {}, baseline
    )


def _inline(schedule: Fields) -> Setting:
    config = schedule.get("MonitoringScheduleConfig") or {}
    definition = config.get("MonitoringJobDefinition") or {}
    kind = str(schedule.get("MonitoringType") or config.get("MonitoringType") or "DataQuality")
    output = definition.get("MonitoringOutputConfig") or {}
    return _setting_of(kind, schedule.get("EndpointName"), output, definition.get("BaselineConfig") or {})


def _setting_of(kind: str, endpoint: str | None, output: Fields, baseline: Fields) -> Setting:
    outputs = [(one.get("S3Output") or {}).get("S3Uri") for one in output.get("MonitoringOutputs") or []]
    return Setting(
        type=kind,
        endpoint=endpoint,
        output=next((uri for uri in outputs if uri), None),
        constraints=(baseline.get("ConstraintsResource") or {}).get("S3Uri"),
        statistics=(baseline.get("StatisticsResource") or {}).get("S3Uri"),
    )


def _document(stored: Stored, uri: str, wanted: Wanted, fields: Fields) -> bytes:
    facts = {
        "Uri": uri,
        "WrittenTime": stored.written_at.timestamp(),
        "Size": stored.size,
        "ETag": stored.etag,
        "Report": wanted.report.value,
    }
    try:
        return orjson.dumps(facts | dict(wanted.facts) | fields)
    except orjson.JSONEncodeError as error:  # a number or a text that no other reader would take
        raise UnreadError(Outcome.MALFORMED, f"The report cannot be kept: {error}.") from error

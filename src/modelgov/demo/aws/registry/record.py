"""The records of one account and region, and all of them together."""

import threading
from collections import OrderedDict
from collections.abc import Callable
from dataclasses import dataclass, field
from enum import Enum
from fnmatch import fnmatchcase
from typing import Any, TypeVar, cast

import orjson

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.identity import Caller

Fields = dict[str, Any]
_Area = TypeVar("_Area")

_CURSORS_KEPT = 512


class Kind(Enum):
    """What the registry keeps; the value is the resource type in an ARN."""

    GROUP = "model-package-group"
    PACKAGE = "model-package"
    MODEL = "model"
    CONFIG = "endpoint-config"
    ENDPOINT = "endpoint"
    DATA_QUALITY = "data-quality-job-definition"
    MODEL_QUALITY = "model-quality-job-definition"
    MODEL_BIAS = "model-bias-job-definition"
    MODEL_EXPLAINABILITY = "model-explainability-job-definition"
    SCHEDULE = "monitoring-schedule"
    EXECUTION = "monitoring-execution"
    ALERT = "monitoring-alert"
    ALERT_CHANGE = "monitoring-alert-history"
    PROCESSING_JOB = "processing-job"
    TRAINING_JOB = "training-job"
    TUNING_JOB = "hyper-parameter-tuning-job"
    TRANSFORM_JOB = "transform-job"
    PIPELINE = "pipeline"
    PIPELINE_EXECUTION = "pipeline-execution"
    MODEL_CARD = "model-card"
    MODEL_CARD_VERSION = "model-card-version"
    COMPONENT = "inference-component"
    ARTIFACT = "artifact"
    CONTEXT = "context"
    ACTION = "action"
    ASSOCIATION = "association"
    SHARE = "resource-share"
    POLICY = "model-package-group-policy"


class Record:
    """One resource: the JSON that describes it, and the two times that lists and Search sort by."""

    __slots__ = ("created", "key", "modified", "raw")

    def __init__(self, key: str, fields: Fields) -> None:
        self.key = key
        self.created: float = fields["CreationTime"]
        self.write(fields)

    def fields(self) -> Fields:
        """The record, read anew: changing it changes nothing until it is written."""
        read: Fields = orjson.loads(self.raw)
        return read

    def write(self, fields: Fields) -> None:
        """Keep these fields."""
        self.modified: float = fields.get("LastModifiedTime", self.created)
        self.raw = orjson.dumps(fields)

    def erase(self) -> None:
        """Mark as deleted for the cursors that still hold it."""
        self.raw = b""


class Shelf:
    """Everything in one account and region."""

    def __init__(self, account: str, region: str) -> None:
        self.account, self.region = account, region
        self.lock = threading.RLock()
        self.records: dict[Kind, dict[str, Record]] = {kind: {} for kind in Kind}
        self.last_version: dict[str, int] = {}
        self.versions: dict[str, list[Record]] = {}
        self.tokens: dict[str, tuple[str, bytes]] = {}
        self.served_by: dict[str, set[str]] = {}
        self.areas: dict[type, Any] = {}

    def __getstate__(self) -> dict[str, Any]:
        return {name: value for name, value in vars(self).items() if name != "lock"}

    def __setstate__(self, state: dict[str, Any]) -> None:
        vars(self).update(state)
        self.lock = threading.RLock()

    def of(self, area: type[_Area]) -> _Area:
        """What an area of the emulation keeps here beside its records, made when first asked for."""
        return cast("_Area", self.areas.setdefault(area, area()))

    def arn(self, kind: Kind, name: str) -> str:
        """The ARN of a resource on this shelf."""
        return f"arn:aws:sagemaker:{self.region}:{self.account}:{kind.value}/{name}"

    def name(self, kind: Kind, reference: str) -> str:
        """The name in a reference, which may be a name or an ARN of this account and region."""
        if not reference.startswith("arn:"):
            return reference
        home = self.arn(kind, "")
        if not reference.startswith(home):
            message = f"{reference} is not in account {self.account}, {self.region}."
            raise Refusal("ValidationException", message)
        return reference.removeprefix(home)

    def find(self, kind: Kind, key: str) -> Record:
        """The record, or AWS's refusal: a ValidationException, for SageMaker knows no 404."""
        found = self.records[kind].get(key)
        if found is None:
            arn = key if key.startswith("arn:") else self.arn(kind, key)
            raise Refusal("ValidationException", f'Could not find {kind.value} "{arn}": it does not exist.')
        return found

    def add(self, kind: Kind, key: str, fields: Fields) -> Record:
        """Keep a new record; its name must be free (moto overwrites silently)."""
        shelf = self.records[kind]
        if key in shelf:
            raise Refusal("ValidationException", f'Cannot create already existing {kind.value} "{key}".')
        record = shelf[key] = Record(key, fields)
        return record

    def remove(self, kind: Kind, key: str) -> Fields:
        """Take a record away and give its last fields."""
        record = self.find(kind, key)
        fields = record.fields()
        del self.records[kind][key]
        record.erase()
        return fields


@dataclass(frozen=True, slots=True, kw_only=True)
class Pace:
    """How long endpoints and components take to change, and why those of some names fail.

    `silent` are names of monitoring schedules that stay scheduled and never run.
    """

    seconds: float = 0.0
    failing: dict[str, str] = field(default_factory=dict)
    silent: tuple[str, ...] = ()

    @classmethod
    def read(cls, given: Fields) -> "Pace":
        """The pace that the control plane was given."""
        if unknown := set(given) - {"seconds", "failing", "silent"}:
            raise Refusal("ValidationException", f"A pace has no {', '.join(sorted(unknown))}.")
        return cls(**given)

    def reason(self, name: str) -> str | None:
        """Why a change of this name fails; None when it does not."""
        return next((why for names, why in self.failing.items() if fnmatchcase(name, names)), None)


class Registry:
    """The shelves of every account and region, and the cursors of the pages being read."""

    def __init__(self) -> None:
        self.shelves: dict[tuple[str, str], Shelf] = {}
        self.pace = Pace()
        self._cursors: OrderedDict[str, list[Record]] = OrderedDict()
        self._lock = threading.Lock()

    def shelf(self, account: str, region: str) -> Shelf:
        """The shelf of one account and region, made when first asked for."""
        found = self.shelves.get((account, region))
        if found is None:
            with self._lock:
                found = self.shelves.setdefault((account, region), Shelf(account, region))
        return found

    def keep_cursor(self, name: str, records: list[Record]) -> None:
        """Remember the order in which a query found its records, for the pages that follow."""
        with self._lock:
            self._cursors[name] = records
            while len(self._cursors) > _CURSORS_KEPT:
                self._cursors.popitem(last=False)

    def cursor(self, name: str) -> list[Record] | None:
        """The records that an earlier page of the query found."""
        return self._cursors.get(name)


@dataclass(frozen=True, slots=True, kw_only=True)
class Context:
    """What an operation acts on and for whom."""

    registry: Registry
    shelf: Shelf
    caller: Caller
    now: float
    emit: Callable[[str, str | tuple[str, ...], Callable[[], Fields]], None]
    wake: Callable[[float], None]

    @property
    def user(self) -> Fields:
        """The caller as SageMaker records it."""
        return self.caller.context(self.shelf.region)


def epoch_ms(seconds: float) -> int:
    """SageMaker's events carry times as milliseconds, its API as seconds."""
    return round(seconds * 1000)


def tag_map(fields: Fields) -> dict[str, str]:
    """Tags are a list in the API and a map in events."""
    return {tag["Key"]: tag["Value"] for tag in fields.get("Tags", ())}

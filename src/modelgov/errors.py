"""Every error of modelgov, drawn here as one tree.

    ModelgovError
    ├── SettingError          a setting cannot be used as it is written
    ├── MachineError          the machine lacks something: a port, a file, a tool
    ├── CloudError            AWS refused, throttled or failed a call
    │   └── CallError         one call of the collector, with its outcome (collect/refusal.py)
    ├── StoreError            the journal, the lake or the state cannot be read or written
    ├── StateError            what was asked of a waiver, an assignment or a notice is not allowed
    ├── DeliveryError         a notice was not taken where it was to go
    ├── QueryError            a statement over the tables is not allowed or not valid
    │   └── NotFoundError     what was asked for is not in the tables
    ├── ControlError          a control or its cases are not of their form
    └── RecordError           a record or message is not of its form

The command line and the web print the same three sentences: what happened, where, what to do.
"""


class ModelgovError(Exception):
    """The base of all of ours: `what` happened, `where`, and the `remedy`, a sentence each."""

    def __init__(self, *, what: str, where: str, remedy: str) -> None:
        super().__init__(what)
        self.what = what
        self.where = where
        self.remedy = remedy

    def __str__(self) -> str:
        return f"{self.what} ({self.where}) {self.remedy}"


class SettingError(ModelgovError):
    """A setting cannot be used as it is written."""


class MachineError(ModelgovError):
    """The machine lacks something that is needed: a free port, a file, a tool."""


class CloudError(ModelgovError):
    """AWS refused, throttled or failed a call that nothing else could stand in for."""


class StoreError(ModelgovError):
    """The journal, the lake or the state cannot be read or written."""


class StateError(ModelgovError):
    """What was asked of a waiver, an assignment or a notice is not allowed, or there is none such."""


class DeliveryError(ModelgovError):
    """A notice was not taken where it was to go."""


class QueryError(ModelgovError):
    """A statement over the tables is not allowed or not valid."""


class NotFoundError(QueryError):
    """What was asked for is not in the tables."""


class RecordError(ModelgovError):
    """A record or a message is not of the form that its source promises."""


class ControlError(ModelgovError):
    """A control, its cases or its parameters are not of their form."""

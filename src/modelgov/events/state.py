"""The state that an event tells, where the asset itself can no longer tell it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from modelgov.events.shape import Notice
from modelgov.record.codec import FORMS, decode
from modelgov.record.observation import Observation, Source


def told_state(notice: Notice, known: bytes | None, *, observed_at: datetime) -> Observation:
    """The event's fields laid over the newest known document.

    Nobody is named as the actor of a change: events do not say, and the document's name is of another
    change. Raises RecordError when the two together are not a record.
    """
    record: dict[str, Any] = orjson.loads(known) if known else {}
    record.pop("LastModifiedBy", None)
    record |= notice.fields
    form = FORMS[notice.kind]
    observation = decode(
        notice.kind,
        orjson.dumps(record),
        account_id=notice.account_id,
        region=notice.region,
        observed_at=observed_at,
        source=Source.EVENT,
    )
    if record.get(form.modified or form.created) == record[form.created]:
        return observation  # its creation: CreatedBy is who did it
    return replace(observation, changed_at=notice.changed_at, actor=None, actor_arn=None)

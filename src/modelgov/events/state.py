"""The state that an event tells, where the asset itself can no longer tell it."""

from dataclasses import replace
from datetime import datetime
from typing import Any

import orjson

from modelgov.errors import RecordError
from modelgov.events.shape import Notice, born
from modelgov.record.codec import decode
from modelgov.record.observation import Kind, Observation, Source
from modelgov.record.shape import FORMS


def told_state(notice: Notice, known: bytes | None, *, observed_at: datetime) -> Observation:
    """The event's fields laid over the newest known document.

    Nobody is named as the actor of a change: events do not say, and the document's name is of another
    change. Raises RecordError when the two together are not a record, or when a version is told to
    have changed before it was there; of other kinds one can be made again under the same ARN.
    """
    record: dict[str, Any] = orjson.loads(known) if known else {}
    if notice.kind is Kind.MODEL_VERSION and record:
        _born(notice, record[FORMS[notice.kind].created])
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


def _born(notice: Notice, created: float) -> None:
    try:
        born(notice.changed_at, created)
    except ValueError as error:
        raise RecordError(
            what=f"An event tells what cannot be: {error}.",
            where=notice.asset,
            remedy="Look at the message in the dead-letter queue.",
        ) from error

"""The queue's door: messages in, messages gone, and poison put aside with its reason.

The client that is passed in is boto3's, for SQS in the hub's account and region.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import partial
from typing import Any

from botocore.exceptions import BotoCoreError, ClientError

from modelgov.errors import CloudError

BATCH = 10  # the most that SQS hands out or deletes in one call
REASON_LENGTH = 1000
DEAD = "-dead"


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """One delivery of one message; `receipt` is what deletes it."""

    id: str
    receipt: str
    body: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """The hub's queue and its dead-letter queue."""

    client: Any
    url: str
    dead_letter_url: str
    account_id: str
    region: str

    def receive(self, seconds: int) -> tuple[Message, ...]:
        """At most ten messages; waits so long for the first."""
        answer = self._call(
            partial(
                self.client.receive_message,
                QueueUrl=self.url,
                MaxNumberOfMessages=BATCH,
                WaitTimeSeconds=seconds,
            )
        )
        return tuple(
            Message(id=row["MessageId"], receipt=row["ReceiptHandle"], body=row["Body"])
            for row in answer.get("Messages", ())
        )

    def delete(self, messages: Iterable[Message]) -> None:
        """Let go of messages whose content is durable elsewhere.

        One that SQS fails to delete comes again, and then changes nothing.
        """
        rows = list(messages)
        for start in range(0, len(rows), BATCH):
            entries = [
                {"Id": str(index), "ReceiptHandle": row.receipt}
                for index, row in enumerate(rows[start : start + BATCH])
            ]
            self._call(partial(self.client.delete_message_batch, QueueUrl=self.url, Entries=entries))

    def bury(self, message: Message, reason: str) -> None:
        """Send a copy to the dead-letter queue, with the reason as an attribute of the message."""
        attribute = {"DataType": "String", "StringValue": reason[:REASON_LENGTH] or "unknown"}
        self._call(
            partial(
                self.client.send_message,
                QueueUrl=self.dead_letter_url,
                MessageBody=message.body,
                MessageAttributes={"reason": attribute},
            )
        )

    def _call(self, call: Callable[[], Any]) -> Any:
        try:
            return call()
        except (ClientError, BotoCoreError) as error:
            raise CloudError(
                what=f"The queue of events does not answer: {error}",
                where=self.url,
                remedy="Check that it exists (`modelgov watch --set-up` makes it) and that it may be read.",
            ) from error


def open_queue(client: Any, *, name: str, account_id: str, region: str) -> Queue:
    """The queue of that name; CloudError when it does not exist or is refused."""
    try:
        url = client.get_queue_url(QueueName=name)["QueueUrl"]
        dead_letter_url = client.get_queue_url(QueueName=name + DEAD)["QueueUrl"]
    except (ClientError, BotoCoreError) as error:
        raise CloudError(
            what=f"The queue of events cannot be opened: {error}",
            where=f"{name} in {account_id} {region}",
            remedy="Make it with `modelgov watch --set-up`, or correct the `queue` setting.",
        ) from error
    return Queue(
        client=client, url=url, dead_letter_url=dead_letter_url, account_id=account_id, region=region
    )

"""SQS at a steady speed: moto walks every message of a queue for each one that it sends or receives."""

import re
from collections.abc import Callable, Iterator
from typing import Any

from moto.core.utils import unix_time, unix_time_millis
from moto.sqs.exceptions import ReceiptHandleIsInvalid
from moto.sqs.models import Message, Queue, SQSBackend

_HANDLE = re.compile("[a-z]{185}")  # what moto hands out
_stock_attributes: Callable[[Queue], dict[str, Any]] = vars(Queue)["attributes"].fget


class LazyAttributes(dict[str, Any]):
    """A queue's attributes, of which the ones that need no count are read without counting."""

    def __init__(self, queue: Queue) -> None:
        super().__init__()
        self._queue = queue
        self._filled = False

    def _fill(self) -> None:
        if not self._filled:
            self._filled = True
            self.update(_stock_attributes(self._queue))

    def get(self, key: str, default: Any = None) -> Any:
        """The one attribute that every message asks for is answered at once."""
        if key == "ContentBasedDeduplication":
            queue: Any = self._queue  # moto sets a queue's settings by name, where no type can see them
            return str(queue.content_based_deduplication).lower() if queue.fifo_queue else default
        self._fill()
        return super().get(key, default)

    def __getitem__(self, key: str) -> Any:
        self._fill()
        return super().__getitem__(key)

    def __contains__(self, key: object) -> bool:
        self._fill()
        return super().__contains__(key)

    def __iter__(self) -> Iterator[str]:
        self._fill()
        return super().__iter__()

    def keys(self) -> Any:
        """All attributes' names."""
        self._fill()
        return super().keys()

    def items(self) -> Any:
        """All attributes."""
        self._fill()
        return super().items()


def visible_messages(queue: Queue) -> list[Message]:
    """The messages that may be received now, by one look at the clock instead of two per message."""
    now = unix_time_millis()
    return [one for one in queue._messages if one.visible_at < now and one.delayed_until <= now]


def delete_message(queue: Queue, receipt_handle: str) -> None:
    """Delete by handle; one that is gone already is no error on AWS, so none has to be remembered."""
    with queue._messages_lock:
        for position, message in enumerate(queue._messages):
            if message.receipt_handle == receipt_handle or receipt_handle in message._old_receipt_handles:
                queue.pending_messages.discard(message)
                del queue._messages[position]
                return
    if not _HANDLE.fullmatch(receipt_handle):
        raise ReceiptHandleIsInvalid


def within_retention(backend: SQSBackend, queue_name: str, message: Message) -> bool:
    """Whether a message is young enough, from the queue's own number."""
    queue: Any = backend.get_queue(queue_name)
    period: int = queue.message_retention_period
    sent: int = message.sent_timestamp or 0
    return period + sent / 1000 > unix_time()

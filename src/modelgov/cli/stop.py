"""Stopping when a signal asks for it, also where work is done that Python may interrupt badly."""

import signal
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console

from modelgov.errors import ModelgovError

SIGNALS = (signal.SIGINT, signal.SIGTERM)
SECOND_SECONDS = 1.0  # a signal so soon after the first is its echo: make and wrappers pass it on too


class Stopped(KeyboardInterrupt):
    """A signal asked us to stop.

    A class of its own: from KeyboardInterrupt itself `subprocess` runs away without awaiting its child.
    """


class Asked:
    """Whether a signal asked us to stop: a flag that is looked at between steps.

    Within `heeded` the signal also ends what is being done; should a finaliser swallow that, the flag
    still tells. A second signal ends the process at once.
    """

    def __init__(self, console: Console) -> None:
        self.number = 0
        self.at_once = True
        self._console = console
        self._since = 0.0
        self._raising = False

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take the signals."""
        before = {number: signal.getsignal(number) for number in SIGNALS}
        self.listen()
        try:
            yield
        finally:
            for number, handler in before.items():
                signal.signal(number, handler)

    def listen(self) -> None:
        """Take the signals (again, after somebody else had them)."""
        for number in SIGNALS:
            signal.signal(number, self._heard)

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Raise Stopped as soon as we are asked to stop, or at the end of the block."""
        self._raising = True
        try:
            self.look()
            yield
        except ModelgovError as error:
            if self.number:  # Ctrl-C reaches our children too, and what they then say is no news
                raise Stopped from error
            raise
        finally:
            self._raising = False
        self.look()

    def leave(self) -> None:
        """End the heeding before its block ends: somebody else takes the signals now."""
        self._raising = False
        if self.number:
            signal.raise_signal(signal.SIGINT)

    def look(self) -> None:
        """Raise Stopped when we were asked to stop."""
        if self.number:
            raise Stopped

    def _heard(self, number: int, _: FrameType | None) -> None:
        if self.number and self.at_once and time.monotonic() - self._since > SECOND_SECONDS:
            self._console.show_cursor(show=True)
            signal.signal(number, signal.SIG_DFL)
            signal.raise_signal(number)
        if not self.number:
            self.number, self._since = number, time.monotonic()
        if self._raising:
            self._raising = False
            raise Stopped

"""Stopping when a signal asks for it, also where work is done that Python may interrupt badly."""

import os
import signal
import sys
import threading
import time
from collections.abc import Iterator
from contextlib import contextmanager
from types import FrameType

from rich.console import Console

SIGNALS = (signal.SIGINT, signal.SIGTERM)
AGAIN_SECONDS = 0.05
SECOND_SECONDS = 1.0  # a signal so soon after the first is its echo: make and wrappers pass it on too


class Stopped(KeyboardInterrupt):
    """A signal asked us to stop.

    A class of its own: from KeyboardInterrupt itself `subprocess` runs away without awaiting its child.
    """


class Asked:
    """Whether a signal asked us to stop: a flag that is looked at between steps.

    Within `heeded` the signal also ends what is being done; a finaliser that swallows that is passed by
    a moment later, and the flag tells in any case. A second signal ends the process at once.
    """

    def __init__(self, console: Console) -> None:
        self.number = 0
        self.at_once = True
        self._console = console
        self._since = 0.0
        self._heeding = False
        self._raising = False
        self._again: threading.Timer | None = None

    @contextmanager
    def listening(self) -> Iterator[None]:
        """Take the signals."""
        before = {number: signal.getsignal(number) for number in SIGNALS}
        hook = sys.unraisablehook
        sys.unraisablehook = self._swallowed
        self.listen()
        try:
            yield
        finally:
            sys.unraisablehook = hook
            if self._again is not None:
                self._again.cancel()
            for number, handler in before.items():
                signal.signal(number, handler)

    def listen(self) -> None:
        """Take the signals (again, after somebody else had them)."""
        for number in SIGNALS:
            signal.signal(number, self._heard)

    @contextmanager
    def heeded(self) -> Iterator[None]:
        """Raise Stopped as soon as we are asked to stop, or at the end of the block."""
        self._heeding = self._raising = True
        try:
            self.look()
            yield
        except Exception as error:
            # Ctrl-C reaches our children too, and DuckDB makes an error of its own of it: no news then.
            if self.number:
                raise Stopped from error
            raise
        finally:
            self._heeding = self._raising = False
        self.look()

    def leave(self) -> None:
        """End the heeding before its block ends: somebody else takes the signals now."""
        self._heeding = self._raising = False
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

    def _swallowed(self, what: "sys.UnraisableHookArgs") -> None:
        """A finaliser was running when the signal came: Python goes on there, so ask once more."""
        if not issubclass(what.exc_type, Stopped):
            sys.__unraisablehook__(what)
            return
        self._raising = self._heeding
        self._again = threading.Timer(AGAIN_SECONDS, os.kill, (os.getpid(), self.number))
        self._again.daemon = True
        self._again.start()

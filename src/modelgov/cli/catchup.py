"""Collecting beside a dashboard that serves already: what was kept is shown at once, the rest arrives."""

import os
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path


@contextmanager
def catching_up(
    variables: Mapping[str, str], folder: Path, tell: Callable[[str], None]
) -> Iterator[Callable[[], None]]:
    """A function that starts one `modelgov collect` in a process of its own, and ends with the block.

    The journal is what the two share. Its last word is told; its log stays in the folder. A collection that
    is stopped with the block is gone on with by the next.
    """
    over = threading.Event()
    running: list[tuple[subprocess.Popen[bytes], threading.Thread]] = []

    def begin() -> None:
        process = _start(variables, folder)
        thread = threading.Thread(target=_await, args=(process, folder, over, tell), name="catch-up")
        thread.start()
        running.append((process, thread))

    try:
        yield begin
    finally:
        over.set()
        for process, thread in running:
            process.terminate()
            thread.join()


def _log(folder: Path) -> Path:
    return folder / "collect.log"


def _start(variables: Mapping[str, str], folder: Path) -> subprocess.Popen[bytes]:
    with _log(folder).open("wb") as log:
        return subprocess.Popen(
            (sys.executable, "-m", "modelgov", "collect"),
            cwd=folder,  # no modelgov.toml there: the variables say all
            env=os.environ | dict(variables),
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,  # Ctrl-C is ours to pass on
        )


def _await(
    process: subprocess.Popen[bytes], folder: Path, over: threading.Event, tell: Callable[[str], None]
) -> None:
    code = process.wait()
    if over.is_set():
        return
    lines = _log(folder).read_text(encoding="utf-8").splitlines()
    summed = [line for line in lines if " seen, " in line and " unchanged," in line]
    tell(summed[-1] if summed else f"The collection ended with {code}: see {_log(folder)}.")

"""A process of its own that keeps notices and sends them, until it ends or is killed.

python teller.py keep|send FOLDER NUMBER MINUTE
"""

import sys
import threading
from datetime import timedelta
from pathlib import Path

from told import NOW, opened, rules_in, steps

from modelgov.flow.notify import enqueue, send


def say(word: str) -> None:
    sys.stdout.write(f"{word}\n")
    sys.stdout.flush()


def main(verb: str, folder: str, number: str, minute: str) -> None:
    now = NOW + timedelta(minutes=int(minute))
    state = opened(Path(folder))
    rules = rules_in(Path(folder), (Path(folder) / "notices.toml").read_text())
    say("ready")
    enqueue(state, rules, steps(int(number)), now)
    if verb == "keep":
        say("kept")
        threading.Event().wait()
    send(state, rules, lambda: now, threading.Event())


if __name__ == "__main__":
    main(*sys.argv[1:])

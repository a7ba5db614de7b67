"""A process of its own that opens a state at a moment, and asks for a waiver.

python opener.py PLACE NAME
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

from modelgov.state.store import open_state
from modelgov.state.waiver import Wish


def main(place: str, name: str) -> None:
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    sys.stdin.readline()
    now = datetime.now(UTC)
    state = open_state(
        place if place.startswith("postgresql") else Path(place), longest_waiver=timedelta(days=365)
    )
    state.waivers.ask(
        Wish(control_id="registry-owner", asset="arn:a", why="why", until=now.date(), asked_by=name), now
    )


if __name__ == "__main__":
    main(*sys.argv[1:])

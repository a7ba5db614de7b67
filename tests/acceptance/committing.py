"""A process of its own that drains a journal into its lake: python committing.py DATA."""

import sys

from modelgov import wire
from modelgov.settings import Settings


def main(folder: str) -> None:
    chosen = Settings(data=folder)
    journal, lake = wire.journal(chosen), wire.lake(chosen)
    committer = wire.committer(chosen, journal, lake)
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    committer.commit()


if __name__ == "__main__":
    main(sys.argv[1])

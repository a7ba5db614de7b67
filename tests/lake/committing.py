"""A process of its own that commits a journal to a local lake again and again, until killed.

python committing.py FOLDER
"""

import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from modelgov import wire
from modelgov.lake.committer import Committer
from modelgov.settings import Settings


def main(folder: str) -> None:
    chosen = Settings(data=folder)
    journal, lake = wire.journal(chosen), wire.lake(chosen)
    committer = Committer(journal, lake, keep=timedelta(days=7000), clock=lambda: datetime.now(UTC))
    sys.stdout.write("ready\n")
    sys.stdout.flush()
    while True:
        committer.commit()


if __name__ == "__main__":
    main(*sys.argv[1:])

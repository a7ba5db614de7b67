"""A process of its own that writes versions to a journal, and says each once it is stored, until killed.

python writer.py JOURNAL NUMBER
"""

import itertools
import os
import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

from modelgov.lake.journal import Journal
from modelgov.record.observation import Kind
from sample import seen, version


def main(path: str, writer: str) -> None:
    journal = Journal(Path(path))
    for number in itertools.count(1):
        observation = seen(Kind.MODEL_VERSION, version(number, of=f"group-{writer}-{os.getpid()}"))
        journal.record([observation])
        sys.stdout.write(f"{observation.asset}\n")
        sys.stdout.flush()


if __name__ == "__main__":
    main(*sys.argv[1:])

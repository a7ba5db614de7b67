"""How glibc keeps what was freed. By default every thread has a heap of its own that does not shrink.

A collection has dozens of threads, of Python, Arrow and DuckDB: four fifths of its memory were freed blocks
that no other thread could use. Where there is no glibc there is nothing to set.
"""

import ctypes
import gc
import os
import sys
from typing import Any

ARENA_MAX, ARENAS = -8, 2  # the heaps that threads share: more than one runs at a time seldom, for the GIL
MMAP_THRESHOLD, LARGE = -3, 1 << 18  # bytes; larger blocks go back to the system as soon as they are freed
TRIM_THRESHOLD, KEPT = -1, 8 << 20  # bytes at a heap's end that wait for their next use


def keep_little() -> None:
    """Share heaps and give back what is freed; to be called before Arrow is imported or threads start."""
    os.environ.setdefault("ARROW_DEFAULT_MEMORY_POOL", "system")  # its own pools keep what was freed, too
    mallopt = _of_glibc("mallopt")
    if mallopt is not None:
        for option, value in ((ARENA_MAX, ARENAS), (MMAP_THRESHOLD, LARGE), (TRIM_THRESHOLD, KEPT)):
            mallopt(option, value)


def give_back() -> None:
    """Give back what is free in the heaps; between two steps that have little to do with each other."""
    gc.collect()
    trim = _of_glibc("malloc_trim")
    if trim is not None:
        trim(0)


def _of_glibc(name: str) -> Any:
    return getattr(ctypes.CDLL(None), name, None) if sys.platform == "linux" else None

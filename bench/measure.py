"""Run a command and measure it: wall clock, CPU of its process tree, peak memory."""

import os
import statistics
import subprocess
import threading
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import psutil

SAMPLE_SECONDS = 0.05


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """One run. CPU is user and system of the whole tree, memory its largest sum of PSS."""

    code: int
    wall_s: float
    cpu_s: float
    peak_mb: float
    said: str


def run(command: Sequence[str], environment: Mapping[str, str]) -> Measured:
    """Run to the end; what it prints, on either stream, is kept."""
    began = time.perf_counter()
    child = subprocess.Popen(
        command, env=dict(environment), stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True
    )
    peak, over = [0.0], threading.Event()
    sampler = threading.Thread(target=_sample, args=(child.pid, peak, over))
    sampler.start()
    said = child.stdout.read() if child.stdout else ""
    _, status, used = os.wait4(child.pid, 0)
    wall = time.perf_counter() - began
    child.returncode = os.waitstatus_to_exitcode(status)
    over.set()
    sampler.join()
    return Measured(
        code=child.returncode,
        wall_s=wall,
        cpu_s=used.ru_utime + used.ru_stime,
        peak_mb=peak[0],
        said=said,
    )


def _sample(root: int, peak: list[float], over: threading.Event) -> None:
    while not over.wait(SAMPLE_SECONDS):
        peak[0] = max(peak[0], tree_mb(root))


def tree_mb(root: int) -> float:
    """Proportional memory of a process and all below it, in MB."""
    try:
        family = [root, *(child.pid for child in psutil.Process(root).children(recursive=True))]
    except psutil.Error:
        return 0.0
    return sum(_pss_kb(process) for process in family) / 1024


def _pss_kb(process: int) -> int:
    try:
        text = Path(f"/proc/{process}/smaps_rollup").read_text(encoding="ascii")
    except OSError:
        return 0
    return sum(int(line.split()[1]) for line in text.splitlines() if line.startswith("Pss:"))


def median(values: Sequence[float]) -> float:
    """The median; 0 of nothing."""
    return statistics.median(values) if values else 0.0


def percentile(values: Sequence[float], share: float) -> float:
    """The value that so large a share of all do not exceed."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(len(ordered) * share))]

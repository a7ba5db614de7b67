"""The emulated AWS as a process: `python -m modelgov.demo.server --port P [--state FILE] [--save-at-end]`.

It listens on 127.0.0.1 (with `--otherwise-any` on any free port when P is taken), prints one line of JSON
(`{"endpoint_url": ..., "pid": ...}`) when it is ready, and ends on SIGTERM, SIGINT, or when its standard
input closes, so that it never outlives who started it.
`--state` is loaded when it exists, and written by POST /emulator/save and, when asked, at the end.
"""

import argparse
import errno
import os
import signal
import sys
import threading
from pathlib import Path

import orjson

from modelgov.demo.aws.cloud import EmulatedCloud
from modelgov.demo.aws.http import EmulatorServer
from modelgov.errors import MachineError, ModelgovError


def serve(*, port: int, otherwise_any: bool, state: Path | None, save_at_end: bool) -> None:
    """Serve until told to stop."""
    cloud = EmulatedCloud(state=state)
    if state is not None and state.exists():
        cloud.load(state)
    server = _listen(cloud, port, otherwise_any=otherwise_any)
    stop = threading.Event()
    for number in (signal.SIGTERM, signal.SIGINT):
        signal.signal(number, lambda *_: stop.set())
    threading.Thread(target=_until_input_closes, args=(stop,), daemon=True).start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    ready = {"endpoint_url": f"http://127.0.0.1:{server.port}", "pid": os.getpid()}
    sys.stdout.write(orjson.dumps(ready).decode() + "\n")
    sys.stdout.flush()
    stop.wait()
    server.shutdown()
    if save_at_end:
        cloud.save()


def _listen(cloud: EmulatedCloud, port: int, *, otherwise_any: bool) -> EmulatorServer:
    try:
        return EmulatorServer(cloud, port)
    except OSError as refused:
        if refused.errno != errno.EADDRINUSE:
            raise
        if otherwise_any:
            return EmulatorServer(cloud, 0)
        raise MachineError(
            what=f"Port {port} is taken.",
            where=f"the emulated AWS, 127.0.0.1:{port}",
            remedy="Choose another port or stop what listens there.",
        ) from refused


def _until_input_closes(stop: threading.Event) -> None:
    while sys.stdin.buffer.read(1):
        pass
    stop.set()


def main() -> int:
    """Read the command line and serve."""
    parser = argparse.ArgumentParser(prog="modelgov.demo.server")
    parser.add_argument("--port", type=int, default=0, help="0 takes a free one")
    parser.add_argument("--otherwise-any", action="store_true", help="take a free one when it is taken")
    parser.add_argument("--state", type=Path, help="load this file when it exists, save to it when asked")
    parser.add_argument("--save-at-end", action="store_true", help="write the state file when stopping")
    given = parser.parse_args()
    try:
        serve(
            port=given.port,
            otherwise_any=given.otherwise_any,
            state=given.state,
            save_at_end=given.save_at_end,
        )
    except ModelgovError as error:
        sys.stderr.write(f"{error}\n")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main())

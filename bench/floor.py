"""The floor of a collection: the very requests that it made, sent again over raw sockets and not looked at.

    python bench/floor.py REQUESTS HOST PORT

REQUESTS is a file as `recorded` writes it. There is no signing, no HTTP library and no parsing beyond the
length of an answer. It prints how many answers came and their bytes; any but 200 and 404 ends it.
"""

import socket
import socketserver
import sys
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from io import BufferedIOBase
from pathlib import Path

CONNECTIONS = 8
LENGTH = b"content-length:"


def message(stream: BufferedIOBase) -> bytes:
    """One HTTP message with its body; empty at the end of the stream."""
    head, length = b"", 0
    while line := stream.readline():
        head += line
        if line.lower().startswith(LENGTH):
            length = int(line[len(LENGTH) :])
        if line == b"\r\n":
            return head + stream.read(length)
    return b""


@contextmanager
def recorded(upstream: tuple[str, int], requests: list[bytes]) -> Iterator[int]:
    """The port of a proxy that keeps every request that it passes on."""

    class Pass(socketserver.StreamRequestHandler):
        def handle(self) -> None:
            with socket.create_connection(upstream) as server, server.makefile("rb") as answers:
                while request := message(self.rfile):
                    requests.append(request)
                    server.sendall(request)
                    self.wfile.write(message(answers))

    class Proxy(socketserver.ThreadingTCPServer):
        daemon_threads = True

    with Proxy(("127.0.0.1", 0), Pass) as proxy:
        thread = threading.Thread(target=proxy.serve_forever)
        thread.start()
        yield proxy.server_address[1]
        proxy.shutdown()
        thread.join()


def write(requests: list[bytes], path: Path) -> None:
    """Keep the requests, each after its length."""
    path.write_bytes(b"".join(b"%d\n%s" % (len(request), request) for request in requests))


def read(path: Path) -> list[bytes]:
    """The requests as they were kept."""
    requests = []
    with path.open("rb") as file:
        while line := file.readline():
            requests.append(file.read(int(line)))
    return requests


def replay(requests: list[bytes], upstream: tuple[str, int]) -> int:
    """Send them one after the other over one connection; the bytes that came back."""
    received = 0
    with socket.create_connection(upstream) as server, server.makefile("rb") as answers:
        for request in requests:
            server.sendall(request)
            answer = message(answers)
            if answer.split(b" ", 2)[1] >= b"500":  # a refusal is an answer too: no policy, no such report
                raise SystemExit(f"Not answered: {answer[:200]!r} to {request[:300]!r}")
            received += len(answer)
    return received


def main() -> None:
    """Send everything."""
    requests, upstream = read(Path(sys.argv[1])), (sys.argv[2], int(sys.argv[3]))
    shares = [requests[number::CONNECTIONS] for number in range(CONNECTIONS)]
    with ThreadPoolExecutor(CONNECTIONS) as pool:
        received = sum(pool.map(replay, shares, [upstream] * CONNECTIONS))
    print(f"{len(requests)} answers, {received} bytes")


if __name__ == "__main__":
    main()

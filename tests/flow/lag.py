"""A `Search` whose index is not what it should be: a server in between that alters its answers."""

import json
import threading
import urllib.error
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

Forward = Callable[[dict[str, Any]], dict[str, Any]]
Alter = Callable[[dict[str, Any], Forward], dict[str, Any]]


@contextmanager
def lagging(upstream: str, alter: Alter, target: str = "SageMaker.Search") -> Iterator[str]:
    """Pass everything on to `upstream`; `alter` answers each Search, given a way to make the real one.

    `target` names another call to be answered so instead.
    """

    class Handler(BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            if self.headers.get("X-Amz-Target") == target:
                answer = alter(
                    json.loads(body), lambda asked: json.loads(self.passed(json.dumps(asked).encode())[1])
                )
                self.answer(200, json.dumps(answer).encode())
                return
            self.answer(*self.passed(body))

        def passed(self, body: bytes) -> tuple[int, bytes]:
            headers = {name: value for name, value in self.headers.items() if name != "Content-Length"}
            request = urllib.request.Request(upstream + self.path, data=body, headers=headers)
            try:
                with urllib.request.urlopen(request) as reply:
                    return reply.status, reply.read()
            except urllib.error.HTTPError as refused:
                return refused.code, refused.read()

        def answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Say nothing."""

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever)
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()

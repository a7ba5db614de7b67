"""A receiver of webhooks on this machine, which verifies them as Standard Webhooks say, on its own."""

import base64
import hashlib
import hmac
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

SECRET = b"a secret of at least 24 bytes"


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One request."""

    path: str
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)

    @property
    def signed(self) -> bool:
        """Whether it is from who knows the secret, and of this id, time and body."""
        said = (self.headers["webhook-id"], self.headers["webhook-timestamp"])
        mac = hmac.new(SECRET, "{}.{}.".format(*said).encode() + self.body, hashlib.sha256)
        version, _, found = self.headers["webhook-signature"].partition(",")
        return version == "v1" and hmac.compare_digest(base64.b64decode(found), mac.digest())


class Receiver(ThreadingHTTPServer):
    """What came is in `calls`; a path is answered as `answers` says, 204 else."""

    daemon_threads = True

    def __init__(self) -> None:
        super().__init__(("127.0.0.1", 0), Handler)
        self.calls: list[Call] = []
        self.answers: dict[str, int] = {}
        self.came = threading.Event()
        self.goes_on = threading.Event()
        self.goes_on.set()

    def url(self, path: str, scheme: str = "http") -> str:
        return f"{scheme}://127.0.0.1:{self.server_port}{path}"

    @property
    def keys(self) -> list[str]:
        return [call.headers["webhook-id"] for call in self.calls]


class Handler(BaseHTTPRequestHandler):
    server: Receiver

    def do_POST(self) -> None:
        length = int(self.headers["content-length"])
        body = self.rfile.read(length)
        if len(body) < length:  # the sender was killed within it
            return
        headers = {name.lower(): value for name, value in self.headers.items()}
        self.server.calls.append(Call(path=self.path, headers=headers, body=body))
        self.server.came.set()
        self.server.goes_on.wait(30)
        self.send_response(self.server.answers.get(self.path, 204))
        self.send_header("location", "/elsewhere")
        self.end_headers()

    def log_message(self, *_: object) -> None:
        pass


@contextmanager
def receiving() -> Iterator[Receiver]:
    with Receiver() as server:
        thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05})
        thread.start()
        yield server
        server.goes_on.set()
        server.shutdown()
        thread.join()

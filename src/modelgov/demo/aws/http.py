"""The HTTP side: HTTP/1.1 with kept-alive connections, a thread each.

werkzeug's own server closes every connection; a client of AWS keeps ten open and reuses them.
"""

import io
import socket
from typing import Any

from moto.moto_server.werkzeug_app import MotoRequestHandler
from werkzeug.serving import ThreadedWSGIServer

from modelgov.demo.aws.call import Environ
from modelgov.demo.aws.cloud import EmulatedCloud


class _Handler(MotoRequestHandler):
    protocol_version = "HTTP/1.1"
    disable_nagle_algorithm = True

    def run_wsgi(self) -> None:
        """Read the request wholly, answer with a length, keep the connection."""
        environ: Environ = self.make_environ()
        head: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], *_: Any) -> Any:
            head[:] = [status, headers]

        if environ.get("wsgi.input_terminated"):
            _measure(environ)
        body = b"".join(self.server.app(environ, start))
        status, headers = head
        lines = [f"HTTP/1.1 {status}", *(f"{name}: {value}" for name, value in headers), "", ""]
        bodyless = environ["REQUEST_METHOD"] == "HEAD" or status[:3] in {"204", "304"}
        self.wfile.write("\r\n".join(lines).encode("latin-1") + (b"" if bodyless else body))

    def log_request(self, *_: Any) -> None:
        """Nothing: the control plane counts the calls."""

    def connection_dropped(self, *_: Any) -> None:
        """A client that went away is no news."""


class EmulatorServer(ThreadedWSGIServer):
    """Listens on 127.0.0.1 only, with `port` 0 on a free one."""

    daemon_threads = True
    request_queue_size = 128

    def __init__(self, cloud: EmulatedCloud, port: int) -> None:
        # werkzeug would print a web developer's advice and exit when the port is taken.
        bound = socket.socket()
        bound.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        bound.bind(("127.0.0.1", port))
        bound.listen(self.request_queue_size)
        super().__init__("127.0.0.1", port, cloud, handler=_Handler, fd=bound.fileno())
        bound.close()

    def log(self, *_: Any) -> None:
        """Nothing: the server's owner prints what there is to say."""


def _measure(environ: Environ) -> None:
    """A chunked request has no length; the application wants one."""
    body = environ["wsgi.input"].read()
    environ["wsgi.input"] = io.BytesIO(body)
    environ["CONTENT_LENGTH"] = str(len(body))

"""Security headers and a request id on every answer, as plain ASGI: streams pass untouched."""

import base64
import re
import secrets
from hashlib import sha256

from starlette.datastructures import MutableHeaders
from starlette.types import ASGIApp, Message, Receive, Scope, Send

POLICY = (
    "default-src 'none'; script-src {scripts}; style-src 'self'; img-src 'self' data:; font-src 'self'; "
    "connect-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)
HEADERS = {
    "Content-Security-Policy": POLICY.format(scripts="'self'"),
    "X-Content-Type-Options": "nosniff",
    "Referrer-Policy": "same-origin",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), microphone=(), geolocation=()",
}
INLINE = re.compile(rb"<script(?: type=\"module\")?>(.*?)</script>", re.DOTALL)
IMMUTABLE = "public, max-age=31536000, immutable"


def policy(page: bytes) -> str:
    """The policy of a page of ours: of the scripts inside it only those that are in it now may run."""
    hashes = [base64.b64encode(sha256(script).digest()).decode() for script in INLINE.findall(page)]
    return POLICY.format(scripts=" ".join(["'self'", *(f"'sha256-{one}'" for one in hashes)]))


def dress(headers: MutableHeaders, request_id: str, kept: str = "no-store") -> None:
    """Put on what every answer carries."""
    for name, value in HEADERS.items():
        headers.setdefault(name, value)
    headers["Cache-Control"] = kept
    headers["X-Request-Id"] = request_id


class SecurityHeaders:
    """Adds the headers; hashed assets may be kept for ever, everything else is never stored."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Pass a request on with an id of its own."""
        if scope["type"] != "http":
            await self._app(scope, receive, send)
            return
        request_id = secrets.token_hex(8)
        scope.setdefault("state", {})["request_id"] = request_id
        asset = scope["path"].startswith("/assets/")

        async def answer(message: Message) -> None:
            if message["type"] == "http.response.start":
                kept = asset and message["status"] == 200
                dress(MutableHeaders(scope=message), request_id, IMMUTABLE if kept else "no-store")
            await send(message)

        await self._app(scope, receive, answer)

"""One AWS call, read from its HTTP request, and the refusal that answers it in the call's own protocol."""

import gzip
import io
import re
from dataclasses import dataclass
from enum import Enum
from html import escape
from typing import Any, assert_never

import orjson
from botocore.exceptions import BotoCoreError
from moto.core.request import Request
from moto.core.routing import get_service_router
from werkzeug.exceptions import NotFound

from modelgov.demo.aws.identity import Caller, Callers

Environ = dict[str, Any]
Answer = tuple[int, list[tuple[str, str]], bytes]

_SCOPE = re.compile(r"Credential=([^/]+)/\d+/([^/]+)/([^/]+)/")
_PRESIGNED = re.compile(r"X-Amz-Credential=([^%]+)%2F\d+%2F([^%]+)%2F([^%]+)%2F")
_CBOR_PATH = re.compile(r"/service/[^/]+/operation/([^/?]+)")
_ACTION = re.compile(rb"(?:^|&)Action=(\w+)")
_FORM = "application/x-www-form-urlencoded"


class Protocol(Enum):
    """How a request is written, hence how its error must be written."""

    JSON = "json"
    QUERY = "query"
    CBOR = "rpc-v2-cbor"
    REST_XML = "rest-xml"
    REST_JSON = "rest-json"


class Refusal(Exception):  # noqa: N818 - an AWS error is an answer of the emulation, not a fault of ours
    """An error that AWS would answer."""

    def __init__(self, code: str, message: str, status: int = 400) -> None:
        super().__init__(message)
        self.code, self.message, self.status = code, message, status


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """Who calls which operation, where, and with what."""

    service: str
    operation: str
    account: str
    region: str
    caller: Caller
    protocol: Protocol
    body: bytes
    query: str
    access_key: str

    @property
    def key(self) -> str:
        """The row under which the call is counted."""
        return f"{self.service}|{self.operation}|{self.account}|{self.region}"


def read_call(environ: Environ, callers: Callers) -> Call:
    """Read the request wholly, so that an early answer leaves a kept-alive connection usable."""
    body = _body(environ)
    scope = _SCOPE.search(environ.get("HTTP_AUTHORIZATION", "")) or _PRESIGNED.search(
        environ.get("QUERY_STRING", "")
    )
    key, region, service = scope.groups() if scope else ("", "us-east-1", "")
    named = environ.get("HTTP_X_MOTO_ACCOUNT_ID")
    caller = callers.of(key, named)
    environ["HTTP_X_MOTO_ACCOUNT_ID"] = caller.account
    protocol, operation = _operation(environ, service.lower(), body)
    return Call(
        service=service.lower(),
        operation=operation,
        account=caller.account,
        region=region,
        caller=caller,
        protocol=protocol,
        body=_plain(environ, body),
        query=environ.get("QUERY_STRING", ""),
        access_key=key,
    )


def _body(environ: Environ) -> bytes:
    length = environ.get("CONTENT_LENGTH")
    stream = environ["wsgi.input"]
    body: bytes = stream.read(int(length)) if length else b""
    environ["wsgi.input"] = io.BytesIO(body)
    return body


def _plain(environ: Environ, body: bytes) -> bytes:
    """A call's own body; the content encoding of an object in S3 is the object's."""
    packed = environ.get("HTTP_CONTENT_ENCODING") == "gzip" and "HTTP_X_AMZ_TARGET" in environ
    return gzip.decompress(body) if packed else body


def _operation(environ: Environ, service: str, body: bytes) -> tuple[Protocol, str]:
    target = environ.get("HTTP_X_AMZ_TARGET")
    if target:
        return Protocol.JSON, target.rpartition(".")[2]
    path = environ.get("PATH_INFO", "")
    if found := _CBOR_PATH.match(path):
        return Protocol.CBOR, found[1]
    query = environ.get("QUERY_STRING", "").encode()
    form = body if environ.get("CONTENT_TYPE", "").startswith(_FORM) else b""
    if action := _ACTION.search(form) or _ACTION.search(query):
        return Protocol.QUERY, action[1].decode()
    protocol = Protocol.REST_XML if service in {"s3", ""} else Protocol.REST_JSON
    return protocol, _rest_operation(environ, service)


def _rest_operation(environ: Environ, service: str) -> str:
    plain = f"{environ['REQUEST_METHOD']} {environ.get('PATH_INFO', '/')}"
    if not service:
        return plain
    try:
        matched, _ = get_service_router(service).match(Request(dict(environ)))
    except (NotFound, NotImplementedError, BotoCoreError):
        return plain  # nobody knows the route, or botocore does not know the service
    return str(matched.name)


def render(call: Call, refusal: Refusal) -> Answer:
    """The refusal as the client of this protocol expects to read it."""
    request_id = ("x-amzn-RequestId", "00000000-0000-4000-8000-000000000000")
    match call.protocol:
        case Protocol.JSON:
            kind, body = "application/x-amz-json-1.1", _json_error(refusal)
        case Protocol.REST_JSON:
            kind, body = "application/json", _json_error(refusal)
        case Protocol.QUERY:
            kind = "text/xml"
            body = f"<ErrorResponse>{_xml_error(refusal)}<RequestId>0</RequestId></ErrorResponse>".encode()
        case Protocol.REST_XML:
            kind, body = "application/xml", _xml_error(refusal).encode()
        case Protocol.CBOR:
            kind, body = "application/cbor", _cbor_error(refusal)
        case _:
            assert_never(call.protocol)
    headers = [("Content-Type", kind), ("x-amzn-ErrorType", refusal.code), request_id]
    if call.protocol is Protocol.CBOR:
        headers.append(("smithy-protocol", "rpc-v2-cbor"))
    return refusal.status, headers, body


def _json_error(refusal: Refusal) -> bytes:
    return orjson.dumps({"__type": refusal.code, "message": refusal.message, "Message": refusal.message})


def _xml_error(refusal: Refusal) -> str:
    kind = "Sender" if refusal.status < 500 else "Receiver"
    return (
        f"<Error><Type>{kind}</Type><Code>{escape(refusal.code)}</Code>"
        f"<Message>{escape(refusal.message)}</Message></Error>"
    )


def _cbor_error(refusal: Refusal) -> bytes:
    pairs = (("__type", refusal.code), ("message", refusal.message))
    return b"\xa2" + b"".join(_cbor_text(word) for pair in pairs for word in pair)


def _cbor_text(text: str) -> bytes:
    raw = text.encode()
    return b"\x79" + len(raw).to_bytes(2, "big") + raw

"""The whole emulated AWS as one WSGI application: control plane, faults, registry, then moto."""

import time
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Any

import orjson
from moto.moto_server.werkzeug_app import DomainDispatcherApplication, create_backend_app

from modelgov.demo.aws import overrides, snapshot
from modelgov.demo.aws.call import Answer, Call, Environ, Protocol, Refusal, read_call, render
from modelgov.demo.aws.counts import Counts
from modelgov.demo.aws.faults import Fault, Faults, rewritten
from modelgov.demo.aws.monitoring import files
from modelgov.demo.aws.registry import operations
from modelgov.demo.aws.registry.record import Pace, Registry
from modelgov.demo.aws.traffic import behaviour
from modelgov.demo.aws.trail import kept as trail

StartResponse = Callable[..., Any]

_CONTROL = "/emulator/"


class _Dispatcher(DomainDispatcherApplication):
    """moto's choice of a service by host, remembered: it tries two hundred patterns on each call."""

    def __init__(self) -> None:
        super().__init__(create_backend_app)
        self._chosen: dict[str | None, Any] = {}

    def get_backend_for_host(self, host: str | None) -> Any:
        """The service of a host."""
        if host not in self._chosen:
            self._chosen[host] = super().get_backend_for_host(host)
        if host is not None and self._chosen[host] is None:
            raise NotImplementedError(host)
        return self._chosen[host]


class EmulatedCloud:
    """Answers AWS calls; `state` is where POST /emulator/save writes, `clock` tells the seconds."""

    def __init__(self, *, state: Path | None = None, clock: Callable[[], float] = time.time) -> None:
        overrides.install()
        self.registry = Registry()
        self.counts = Counts()
        self.faults = Faults()
        self._state = state
        self._clock = clock
        self._moto = _Dispatcher()

    def load(self, path: Path) -> None:
        """Take up the state that `save` wrote."""
        self.registry = snapshot.load(path)

    def save(self, path: Path | None = None) -> Path | None:
        """Write the state to `path` or to the state file; None when there is neither."""
        target = path or self._state
        if target is not None:
            trail.forget(list(self.registry.shelves.values()), self._clock())
            snapshot.save(target, self.registry)
        return target

    def __call__(self, environ: Environ, start_response: StartResponse) -> Iterable[bytes]:
        """Answer one request, as WSGI has it."""
        if environ.get("PATH_INFO", "").startswith(_CONTROL):
            return _reply(self._control(environ), start_response)
        call = read_call(environ, overrides.callers())
        struck = self.faults.struck(call)
        refusal = _refusal(struck)
        self.counts.note(call, refused=refusal is not None)
        if refusal is not None:
            status, headers, body = render(call, refusal)
        else:
            status, headers, body = self.answer(call, environ)
        origin = trail.origin(environ.get("REMOTE_ADDR", ""), environ.get("HTTP_USER_AGENT", ""))
        trail.note(self.registry, call, origin, (status, headers, body), round(self._clock(), 3))
        if struck and status == 200:
            for fault in struck:
                body = rewritten(body, fault)
            headers = [pair for pair in headers if pair[0].lower() != "content-length"]
        return _reply((status, headers, body), start_response)

    def answer(self, call: Call, environ: Environ) -> Answer:
        """The answer of the registry or of moto, every error in the protocol of the call."""
        try:
            if not call.caller.known:
                raise _invalid_token(call)
            given = operations.owned(call)
            if given is None:
                return self._from_moto(call, environ)
            return operations.answer(self.registry, call, given, self._clock)
        except Refusal as refusal:
            return render(call, refusal)
        except NotImplementedError:
            return render(call, _unknown(call))
        except Exception as broken:  # noqa: BLE001 - moto raises anything; a server answers all the same
            message = f"{type(broken).__name__}: {broken}"
            return render(call, Refusal("InternalFailure", message, 500))

    def _from_moto(self, call: Call, environ: Environ) -> Answer:
        kept: list[Any] = []

        def start(status: str, headers: list[tuple[str, str]], _: Any = None) -> None:
            kept[:] = [int(status.split(maxsplit=1)[0]), headers]

        body = b"".join(self._moto(environ, start))
        status, headers = kept
        if call.service == "s3" and status == 200 and environ["REQUEST_METHOD"] == "PUT":
            files.stamp(call.account, environ["PATH_INFO"], self._clock())
        kind = dict(headers).get("Content-Type", "")
        # moto answers a route that it lacks with a web page; AWS names the operation as unknown.
        if status in {404, 405} and kind.startswith("text/html") and call.service not in {"s3", ""}:
            return render(call, _unknown(call))
        return status, headers, body

    def _control(self, environ: Environ) -> Answer:
        length = int(environ.get("CONTENT_LENGTH") or 0)
        body = environ["wsgi.input"].read(length)
        try:
            return self._controlled(
                environ["REQUEST_METHOD"], environ["PATH_INFO"].removeprefix(_CONTROL), body
            )
        except Refusal as refusal:
            return _json({"error": refusal.message}, 400)

    def _controlled(self, method: str, path: str, body: bytes) -> Answer:
        match method, path:
            case "GET", "counts":
                return _json(self.counts.shown())
            case "POST", "counts/reset":
                self.counts.reset()
            case "GET", "faults":
                return _json(self.faults.shown())
            case "POST", "faults":
                self.faults.replace(orjson.loads(body))
                return _json(self.faults.shown())
            case "DELETE", "faults":
                self.faults.replace(())
                return _json([])
            case "POST", "pace":
                self.registry.pace = Pace.read(orjson.loads(body))
            case "POST", "traffic":
                behaviour.keep(self.registry, orjson.loads(body))
            case "POST", "save":
                saved = self.save()
                return _json({"saved": str(saved)}) if saved else _json({"error": "no state file"}, 409)
            case _:
                return _json({"error": "counts, faults, pace, traffic and save are here"}, 404)
        return _json({})


def _refusal(struck: list[Fault]) -> Refusal | None:
    for fault in struck:
        if fault.delay_ms:
            time.sleep(fault.delay_ms / 1000)
        if fault.code:
            return Refusal(fault.code, fault.message, fault.status)
    return None


def _invalid_token(call: Call) -> Refusal:
    code = "UnrecognizedClientException" if call.protocol is Protocol.JSON else "InvalidClientTokenId"
    return Refusal(code, "The security token included in the request is invalid.", 403)


def _unknown(call: Call) -> Refusal:
    message = f"The emulated AWS has no operation {call.operation} of {call.service or 'this service'}."
    return Refusal("UnknownOperationException", message)


def _json(value: Any, status: int = 200) -> Answer:
    return status, [("Content-Type", "application/json")], orjson.dumps(value)


def _reply(answer: Answer, start_response: StartResponse) -> Iterable[bytes]:
    status, headers, body = answer
    if not any(name.lower() == "content-length" for name, _ in headers):
        headers = [*headers, ("Content-Length", str(len(body)))]
    start_response(f"{status} {_REASONS.get(status, 'Answer')}", headers)
    return [body]


_REASONS = {200: "OK", 400: "Bad Request", 403: "Forbidden", 404: "Not Found", 500: "Internal Server Error"}

"""Start an emulated AWS and talk to it.

    with emulated_aws() as aws:
        aws.client("sagemaker", GOVERNANCE, "eu-west-1").list_models()

`emulated_aws` starts `modelgov.demo.server` on a free port as a child process and yields an `Emulator`, which
knows its `endpoint_url`, counts calls, injects faults and hands out real boto3 clients.
"""

import json
import os
import signal
import subprocess
import sys
import threading
import urllib.request
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, Any

import boto3
from botocore.config import Config

from modelgov.demo.aws.fixed import role_arn
from modelgov.demo.aws.identity import administrator_key
from modelgov.errors import MachineError

HERE = ("127.0.0.1", "localhost")
_SAVING_SECONDS = 300.0
_CONFIG = Config(retries={"mode": "standard", "max_attempts": 2}, s3={"addressing_style": "path"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Emulator:
    """A running emulated AWS."""

    endpoint_url: str
    process: subprocess.Popen[bytes]
    session: Any = field(default_factory=boto3.Session)
    _lock: threading.Lock = field(default_factory=threading.Lock)

    @property
    def pid(self) -> int:
        """Its process."""
        return self.process.pid

    @property
    def exit_code(self) -> int | None:
        """How its process ended, below zero by a signal; None while it runs."""
        return self.process.poll()

    def client(
        self,
        service: str,
        account: str,
        region: str = "us-east-1",
        *,
        role: str | None = None,
        session_name: str = "demo",
    ) -> Any:
        """A boto3 client in an account: as its administrator, or in `role` through STS AssumeRole."""
        keys = self.keys(account)
        if role is not None:
            sts = self._client("sts", region, keys)
            keys = _session_keys(sts, role_arn(account, role), session_name)
        return self._client(service, region, keys)

    def keys(self, account: str) -> dict[str, str]:
        """The administrator's credentials as boto3 takes them."""
        return {"aws_access_key_id": administrator_key(account), "aws_secret_access_key": "demo"}

    def environment(self, account: str, region: str = "us-east-1") -> dict[str, str]:
        """The environment variables that point any AWS SDK or the `aws` command at this emulator."""
        return {
            "AWS_ENDPOINT_URL": self.endpoint_url,
            "AWS_ACCESS_KEY_ID": administrator_key(account),
            "AWS_SECRET_ACCESS_KEY": "demo",
            "AWS_DEFAULT_REGION": region,
        }

    def counts(self) -> dict[str, Any]:
        """`calls` by service|operation|account|region, `total`, `throttled`, `cpu_s` since the reset."""
        counted: dict[str, Any] = self.control("GET", "counts")
        return counted

    def reset_counts(self) -> None:
        """Count from zero."""
        self.control("POST", "counts/reset")

    def faults(self, rows: Iterable[Mapping[str, Any]]) -> None:
        """Put these rows of `modelgov.demo.aws.faults.Fault` in force; none clears them."""
        self.control("POST", "faults", list(rows))

    def save(self) -> None:
        """Write the state file that the server was started with."""
        self.control("POST", "save")

    def control(self, method: str, path: str, body: Any = None) -> Any:
        """One request to the control plane."""
        data = None if body is None else json.dumps(body).encode()
        request = urllib.request.Request(  # noqa: S310 - our own server on 127.0.0.1
            f"{self.endpoint_url}/emulator/{path}", method=method, data=data
        )
        with urllib.request.urlopen(request, timeout=60) as reply:  # noqa: S310
            return json.loads(reply.read())

    def _client(self, service: str, region: str, keys: Mapping[str, str]) -> Any:
        # Making clients from one Session is not safe from several threads at once.
        with self._lock:
            return self.session.client(
                service, region_name=region, endpoint_url=self.endpoint_url, config=_CONFIG, **keys
            )


def without_other_aws(environment: Mapping[str, str]) -> dict[str, str]:
    """An environment in which no AWS but an emulated one can be reached, and that one past any proxy."""
    kept = {name: value for name, value in environment.items() if not name.upper().startswith("AWS_")}
    direct = kept.get("no_proxy") or kept.get("NO_PROXY") or ""
    if direct != "*":
        named = [host for host in direct.split(",") if host]
        direct = ",".join([*named, *(host for host in HERE if host not in named)])
    no_files = {"AWS_CONFIG_FILE": os.devnull, "AWS_SHARED_CREDENTIALS_FILE": os.devnull}
    return kept | no_files | {"NO_PROXY": direct, "no_proxy": direct}


@contextmanager
def emulated_aws(
    *,
    state: Path | None = None,
    port: int = 0,
    otherwise_any: bool = False,
    save_at_end: bool = False,
    log: Path | None = None,
) -> Iterator[Emulator]:
    """Run an emulated AWS for the time of the block, empty or with the state of a file.

    With `otherwise_any`, another free port is taken when `port` is not free.
    With `save_at_end`, raises MachineError when the state could not be saved, whatever else went wrong.
    """
    command = [sys.executable, "-m", "modelgov.demo.server", "--port", str(port)]
    if state is not None:
        command += ["--state", str(state)]
    if otherwise_any:
        command.append("--otherwise-any")
    if save_at_end:
        command.append("--save-at-end")
    errors = log.open("ab") if log is not None else subprocess.PIPE
    with subprocess.Popen(  # noqa: S603 - our own module
        command,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=errors,
        env=without_other_aws(os.environ),
        start_new_session=True,  # Ctrl-C is for who started it, who then closes its input
    ) as process:
        if log is not None and not isinstance(errors, int):
            errors.close()  # the process has its own
        emulator = _ready(process, port, log)
        try:
            yield emulator
        finally:
            _end(process)
            if save_at_end and process.returncode != 0:
                raise _unsaved(process.returncode, log)


def _end(process: subprocess.Popen[bytes]) -> None:
    if process.stdin is not None:
        process.stdin.close()  # which ends it
    try:
        process.wait(timeout=_SAVING_SECONDS)
    except subprocess.TimeoutExpired:
        process.kill()
        process.wait()


def _unsaved(code: int, log: Path | None) -> MachineError:
    how = f"killed by {signal.Signals(-code).name}" if code < 0 else f"ended by an error (exit code {code})"
    return MachineError(
        what=f"The emulated AWS was {how} before it had saved its state.",
        where=f"modelgov.demo.server, log {log}" if log is not None else "modelgov.demo.server",
        remedy="Start it again; look for free memory and free room on the disk if it happens again.",
    )


def _ready(process: subprocess.Popen[bytes], port: int, log: Path | None) -> Emulator:
    line = process.stdout.readline() if process.stdout else b""
    if not line:
        errors = process.stderr.read() if process.stderr else log.read_bytes() if log else b""
        said = errors.decode(errors="replace").strip().rpartition("\n")[2]
        raise MachineError(
            what=f"The emulated AWS did not start. {said}",
            where=f"modelgov.demo.server, port {port or 'any'}",
            remedy="Free the port or choose another one.",
        )
    told = json.loads(line)
    for stream in (process.stdout, process.stderr):
        if stream is not None:  # an unread pipe would fill up and stop the server
            threading.Thread(target=_drain, args=(stream,), daemon=True).start()
    return Emulator(endpoint_url=told["endpoint_url"], process=process)


def _drain(stream: IO[bytes]) -> None:
    while stream.read(65536):
        pass


def _session_keys(sts: Any, role: str, session_name: str) -> dict[str, str]:
    given = sts.assume_role(RoleArn=role, RoleSessionName=session_name)["Credentials"]
    return {
        "aws_access_key_id": given["AccessKeyId"],
        "aws_secret_access_key": given["SecretAccessKey"],
        "aws_session_token": given["SessionToken"],
    }

"""The way out of notices: Slack, Teams, e-mail, SNS and the like through Apprise, or a signed webhook.

A webhook is one of Standard Webhooks (https://www.standardwebhooks.com), so that receivers have libraries.
"""

import base64
import binascii
import hashlib
import hmac
import logging
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from urllib.parse import urlsplit

import msgspec
import requests
from apprise import Apprise, AppriseAsset, NotifyFormat, NotifyType, PersistentStoreMode

from modelgov import __version__
from modelgov.errors import DeliveryError
from modelgov.record.finding import Change, Severity, Transition

ENVIRONMENT = "env:"
ENCODED = "whsec_"  # what a secret in base64 begins with
WAIT_SECONDS = (5.0, 15.0)  # to connect, and for the next bytes
SERVICE_SECONDS = 60.0  # for all that Apprise does for one message
SHORTEST_SECRET = 16  # bytes
LISTED = 20  # steps that a message tells one by one
ASSET = AppriseAsset(
    app_id="modelgov",
    app_desc="Model governance for Amazon SageMaker",
    async_mode=False,
    http_redirects=False,
    service_timeout=SERVICE_SECONDS,
    storage_mode=PersistentStoreMode.MEMORY,
)
# What Apprise warns of becomes our error; by itself it would print URLs with secrets in them.
LOGGER = logging.getLogger("apprise")
LOGGER.setLevel(logging.WARNING)
LOGGER.propagate = False
TYPES = {
    Severity.LOW: NotifyType.INFO,
    Severity.MEDIUM: NotifyType.WARNING,
    Severity.HIGH: NotifyType.FAILURE,
    Severity.CRITICAL: NotifyType.FAILURE,
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where Apprise sends to: its URL, or `env:NAME`."""

    rule: str
    url: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Webhook:
    """Where a signed request is sent to: its URL, or `env:NAME`, and `env:NAME` of the secret."""

    rule: str
    url: str = field(repr=False)
    secret: str


Destination = Service | Webhook


def is_service(url: str) -> bool:
    """Whether Apprise can send there."""
    return Apprise.instantiate(url, asset=ASSET) is not None


def host(url: str) -> str:
    """The host of a URL that a webhook may have; empty when it is none such."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    return parts.hostname or "" if parts.scheme in ("https", "http") else ""


def tell(to: Service, steps: Sequence[Transition], environment: Mapping[str, str]) -> None:
    """One message of all these steps; raises DeliveryError when it was not taken."""
    service = Apprise.instantiate(_revealed(to, to.url, environment), asset=ASSET)
    if service is None:
        raise _failed(to, "its URL is none that Apprise knows", "Correct the URL that the rule names.")
    sender = Apprise(asset=ASSET)
    sender.add(service)
    worst = max(steps, key=lambda step: step.severity.rank)
    resolved = all(step.change is Change.RESOLVED for step in steps)
    title, body = written(steps)
    with sender.notify(
        title=title,
        body=body,
        body_format=NotifyFormat.TEXT,
        notify_type=NotifyType.SUCCESS if resolved else TYPES[worst.severity],
    ) as result:
        if not result:
            said = " ".join(_line(entry.message) for entry in result.logs())
            raise _failed(
                to, said or f"it ended with {result.status.name}", "Look at the URL and its service."
            )


def written(steps: Sequence[Transition]) -> tuple[str, str]:
    """Title and text of a message: one step in full, or the worst of many and their number."""
    if len(steps) == 1:
        (step,) = steps
        return f"{step.change.capitalize()}: {_line(step.title)} ({step.severity})", _full(step)
    counts = Counter(step.change for step in steps)
    title = ", ".join(f"{counts[change]:,} {change}" for change in Change if counts[change])
    order = sorted(steps, key=lambda step: (-step.severity.rank, step.position))
    lines = [
        f"[{step.severity}] {step.change}: {_line(step.title)}: {_line(step.reason)} ({_line(step.asset)})"
        for step in order[:LISTED]
    ]
    if len(order) > LISTED:
        lines.append(f"And {len(order) - LISTED:,} more; `modelgov notices list` has them all.")
    return f"{len(steps):,} findings: {title}", "\n".join(lines)


def _full(step: Transition) -> str:
    return "\n".join(
        (
            _line(step.reason),
            "",
            f"Asset: {_line(step.asset)}",
            f"Account and region: {step.account_id}, {step.region}",
            f"Business unit, team, owner: {_line(f'{step.business_unit}, {step.team}, {step.owner}')}",
            f"Status: {step.status}, since {step.at:%Y-%m-%d %H:%M} UTC",
            f"Finding: {_line(step.finding_id)}",
        )
    )


def _line(text: str) -> str:
    """On one line: what others wrote cannot make lines of its own."""
    return " ".join(text.split())


def post(to: Webhook, key: str, step: Transition, environment: Mapping[str, str], now: datetime) -> None:
    """One signed request of one step; raises DeliveryError unless the answer is 2xx."""
    url, secret = _revealed(to, to.url, environment), _secret(to, environment)
    if not host(url):
        raise _failed(to, "its URL is none of a webhook", "Write it as https://….")
    body = msgspec.json.encode({"type": f"finding.{step.change}", "timestamp": step.at, "data": step})
    stamp = str(int(now.timestamp()))
    headers = {
        "content-type": "application/json",
        "user-agent": f"modelgov/{__version__}",
        "webhook-id": key,
        "webhook-timestamp": stamp,
        "webhook-signature": signature(secret, key, stamp, body),
    }
    try:
        # the body of an answer is nothing to us, and may have no end
        with requests.post(
            url, data=body, headers=headers, timeout=WAIT_SECONDS, allow_redirects=False, stream=True
        ) as answer:
            code, reason = answer.status_code, answer.reason
    except (requests.RequestException, ValueError) as error:
        # without its text: the path of the URL is in it, and secrets may be in that
        raise _failed(
            to,
            f"{host(url)} did not answer: {type(error).__name__}",
            "Look whether the receiver runs and can be reached from here.",
        ) from error
    if not 200 <= code < 300:
        raise _failed(
            to,
            f"{host(url)} answered {code} {_line(reason or '')}".rstrip(),
            "Look at the receiver's log.",
        )


def signature(secret: bytes, key: str, stamp: str, body: bytes) -> str:
    """HMAC-SHA256 over id, time and body, as Standard Webhooks have it."""
    signed = b".".join((key.encode(), stamp.encode(), body))
    return "v1," + base64.b64encode(hmac.digest(secret, signed, hashlib.sha256)).decode()


def _secret(to: Webhook, environment: Mapping[str, str]) -> bytes:
    text = _revealed(to, to.secret, environment)
    try:
        encoded = text.startswith(ENCODED)
        secret = base64.b64decode(text.removeprefix(ENCODED), validate=True) if encoded else text.encode()
    except binascii.Error as error:
        raise _failed(to, "its secret is not base64 after whsec_", "Correct the secret.") from error
    if len(secret) < SHORTEST_SECRET:
        raise _failed(
            to,
            f"its secret is of {len(secret)} bytes only",
            f"Make one of at least {SHORTEST_SECRET}, as `openssl rand -base64 32` does.",
        )
    return secret


def _revealed(to: Destination, text: str, environment: Mapping[str, str]) -> str:
    if not text.startswith(ENVIRONMENT):
        return text
    name = text.removeprefix(ENVIRONMENT)
    value = environment.get(name, "").strip()
    if not value:
        raise _failed(to, f"the environment has no {name}", f"Set {name} where notices are sent.")
    return value


def _failed(to: Destination, why: str, remedy: str) -> DeliveryError:
    return DeliveryError(
        what=f"The notice was not taken: {why.rstrip('.')}.", where=f"rule {to.rule}", remedy=remedy
    )

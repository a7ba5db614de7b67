"""Carry out a plan: real boto3 calls, answered in process by the emulated cloud, with the clock moved.

The requests are not signed, which would cost as much as answering them; each carries the access key of the
STS session of whoever acts, so that the cloud sees the same callers as over HTTP.
"""

import io
import json
from collections.abc import Callable
from functools import cache
from typing import Any
from urllib.parse import urlsplit

import boto3
from botocore import UNSIGNED
from botocore.awsrequest import AWSResponse
from botocore.config import Config
from moto.organizations.models import organizations_backends

from modelgov.demo.aws.cloud import EmulatedCloud
from modelgov.demo.aws.fixed import GOVERNANCE, ROLES, role_arn
from modelgov.demo.aws.identity import administrator_key
from modelgov.demo.aws.overrides import fixed_account_ids
from modelgov.demo.aws.registry.record import Pace
from modelgov.demo.aws.traffic import behaviour
from modelgov.demo.organisation import bill
from modelgov.demo.organisation.estate import Account, Size, accounts, units
from modelgov.demo.organisation.plan import Plan, cell_plans
from modelgov.demo.organisation.step import Actor, Cell, Step

Progress = Callable[[int, int], None]

_CONFIG = Config(
    signature_version=UNSIGNED,
    retries={"max_attempts": 0},
    parameter_validation=False,
    request_checksum_calculation="when_required",
)
_TRUST = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {
                "Effect": "Allow",
                "Principal": {"AWS": f"arn:aws:iam::{GOVERNANCE}:root"},
                "Action": "sts:AssumeRole",
            }
        ],
    }
)
_REPORT_EVERY = 250
_OFFICE = "203.0.113.7"  # where everybody in the history called from


class MovedClock:
    """Seconds that the seeding sets, call by call."""

    def __init__(self) -> None:
        self.now = 0.0

    def __call__(self) -> float:
        """The moment at which the history stands."""
        return self.now


class _Raw(io.BytesIO):
    """A response body in the form that botocore reads."""

    def stream(self, **_: Any) -> Any:
        """All of it at once."""
        yield self.read()


class InProcess:
    """boto3 clients whose requests go to the cloud without a socket; `key` and `region` say who and where."""

    def __init__(self, cloud: EmulatedCloud) -> None:
        self._cloud = cloud
        self._session = boto3.Session()
        self.key = administrator_key(GOVERNANCE)
        self.region = "us-east-1"

    def client(self, service: str) -> Any:
        """A client of this service, for whoever `key` says at the time of each call."""
        made = self._session.client(
            service, region_name="us-east-1", endpoint_url="http://127.0.0.1", config=_CONFIG
        )
        made.meta.events.register("before-send", lambda request, **_: self._send(service, request))
        return made

    def _send(self, service: str, request: Any) -> AWSResponse:
        body = request.body or b""
        body = body.read() if hasattr(body, "read") else body
        body = body.encode() if isinstance(body, str) else body
        where = urlsplit(request.url)
        scope = f"AWS4-HMAC-SHA256 Credential={self.key}/20260101/{self.region}/{service}/aws4_request, x"
        environ: dict[str, Any] = {
            "REQUEST_METHOD": request.method,
            "PATH_INFO": where.path or "/",
            "QUERY_STRING": where.query,
            "CONTENT_LENGTH": str(len(body)),
            "CONTENT_TYPE": _text(request.headers.get("Content-Type", "")),
            "HTTP_HOST": "127.0.0.1",
            "SERVER_NAME": "127.0.0.1",
            "SERVER_PORT": "80",
            "SERVER_PROTOCOL": "HTTP/1.1",
            "REMOTE_ADDR": _OFFICE,
            "HTTP_USER_AGENT": _text(request.headers.get("User-Agent", "")),
            "HTTP_AUTHORIZATION": scope,
            "wsgi.input": io.BytesIO(body),
            "wsgi.url_scheme": "http",
        }
        if target := request.headers.get("X-Amz-Target"):
            environ["HTTP_X_AMZ_TARGET"] = _text(target)
        head: list[Any] = []
        answer = b"".join(self._cloud(environ, lambda status, headers, *_: head.extend((status, headers))))
        return AWSResponse(request.url, int(head[0].split()[0]), dict(head[1]), _Raw(answer))


def _text(value: Any) -> str:
    return value.decode() if isinstance(value, bytes) else str(value)


def seed(cloud: EmulatedCloud, clock: MovedClock, plan: Plan, progress: Progress) -> int:
    """Put the whole organisation into the cloud; gives the number of calls made."""
    transport = InProcess(cloud)
    clock.now = plan.end - 3 * 365 * 86_400
    found_organisation(transport, plan.size)
    total = plan.size.totals.versions + plan.size.totals.endpoints
    done = calls = 0
    progress(0, total)
    client = cache(transport.client)
    for planned in cell_plans(plan):
        cloud.registry.pace = planned.pace
        for step in _acted(transport, planned.steps(), planned.cell):
            clock.now = step.at
            getattr(client(step.service), step.operation)(**step.params)
            calls += 1
            counted = step.operation in {"create_model_package", "create_endpoint"}
            done += counted
            if counted and done % _REPORT_EVERY == 0:
                progress(done, total)
        behaviour.keep(cloud.registry, list(planned.traffic))
    cloud.registry.pace = Pace()
    calls += _bill(cloud, transport, plan)
    progress(total, total)
    return calls


def _bill(cloud: EmulatedCloud, transport: InProcess, plan: Plan) -> int:
    """What AWS billed, delivered into a bucket of the governance account; gives the number of calls made."""
    transport.key, transport.region = administrator_key(GOVERNANCE), "us-east-1"
    s3 = transport.client("s3")
    s3.create_bucket(Bucket=bill.BUCKET)
    files = bill.export(cloud.registry, plan)
    for key, body in files.items():
        s3.put_object(Bucket=bill.BUCKET, Key=key, Body=body)
    return 1 + len(files)


def _acted(transport: InProcess, steps: Any, cell: Cell) -> Any:
    """The steps, each with the transport turned to the session of its actor."""
    sts = transport.client("sts")
    keys: dict[Actor, str] = {}
    transport.region = cell.region
    for step in steps:
        if step.actor not in keys:
            transport.key = administrator_key(cell.account.id)
            keys[step.actor] = _assume(sts, cell, step)
        transport.key = keys[step.actor]
        yield step


def _assume(sts: Any, cell: Cell, step: Step) -> str:
    arn = role_arn(cell.account.id, step.actor.role)
    given = sts.assume_role(RoleArn=arn, RoleSessionName=step.actor.session)
    return str(given["Credentials"]["AccessKeyId"])


def found_organisation(transport: InProcess, size: Size) -> None:
    """The AWS Organization: units with tags, accounts with fixed numbers and tags, the roles in each."""
    everyone = accounts(size)
    transport.key = administrator_key(GOVERNANCE)
    transport.region = "us-east-1"
    fixed_account_ids.extend(account.id for account in everyone)
    organizations = transport.client("organizations")
    organizations.create_organization(FeatureSet="ALL")
    root = organizations.list_roots()["Roots"][0]["Id"]
    homes: dict[str, str] = {}
    for unit in units(size):
        made = organizations.create_organizational_unit(
            ParentId=root, Name=unit.name, Tags=_tag_list(unit.tags)
        )
        homes[unit.name] = made["OrganizationalUnit"]["Id"]
    for account in everyone:
        if account.id != GOVERNANCE:
            organizations.create_account(AccountName=account.name, Email=account.email)
        organizations.tag_resource(ResourceId=account.id, Tags=_tag_list(account.tags))
        organizations.move_account(
            AccountId=account.id, SourceParentId=root, DestinationParentId=homes[account.unit]
        )
    _name_management_account(everyone[0])
    iam = transport.client("iam")
    for account in everyone:
        transport.key = administrator_key(account.id)
        for role in ROLES:
            iam.create_role(RoleName=role, AssumeRolePolicyDocument=_TRUST)


def _name_management_account(account: Account) -> None:
    # An existing account becomes the management account with the name it has; moto calls it "master".
    for held in organizations_backends[GOVERNANCE]["aws"].accounts:
        if held.id == GOVERNANCE:
            held.name, held.email = account.name, account.email


def _tag_list(tags: dict[str, str]) -> list[dict[str, str]]:
    return [{"Key": key, "Value": value} for key, value in tags.items()]

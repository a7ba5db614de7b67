"""The reading door to AWS: one session, a client per service and region, credentials per account.

Signing, retries, endpoints and errors are botocore's. Two of its hooks are used: a request takes the
credentials of the account that it is for, and a SageMaker answer keeps its bytes past botocore's
parser, which costs more than all else here; `record.codec` reads them. Nothing here writes to AWS.
"""

import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import boto3
import msgspec
import orjson
from botocore import xform_name
from botocore.config import Config
from botocore.credentials import RefreshableCredentials
from botocore.exceptions import BotoCoreError, ClientError, HTTPClientError
from botocore.exceptions import ConnectionError as UnreachedError
from botocore.parsers import ResponseParserError

from modelgov.collect.operation import Listing, Operation
from modelgov.collect.refusal import THROTTLES, CallError, refusal
from modelgov.errors import CloudError
from modelgov.record.coverage import Outcome

PAGE = 100


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How accounts are entered, and how hard AWS is tried."""

    role_name: str
    external_id: str
    hub_region: str
    attempts: int
    threads: int


@dataclass(slots=True, kw_only=True)
class Tally:
    """Requests that left for one operation, and those of them that were refused for their rate."""

    calls: int = 0
    throttled: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of `Search`: each record's JSON, and AWS's own count of all that match."""

    records: tuple[bytes, ...]
    total: int | None


class Hits(msgspec.Struct):
    """`TotalHits`; exact only when `Relation` is `EqualTo`."""

    Value: int
    Relation: str


class Envelope(msgspec.Struct):
    """The answer of `Search`, its results left as they are."""

    Results: list[msgspec.Raw] = []
    NextToken: str | None = None
    TotalHits: Hits | None = None


ENVELOPE = msgspec.json.Decoder(Envelope)
RESULT = msgspec.json.Decoder(dict[str, msgspec.Raw])


class Door:
    """The one way to read AWS; safe for threads."""

    def __init__(self, session: boto3.Session, access: Access) -> None:
        self._session = session
        self._access = access
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._sagemaker: dict[str, Any] = {}
        self._credentials: dict[str, Any] = {}
        self._entering: dict[str, threading.Lock] = {}
        self._current = threading.local()
        self._home: str | None = None
        self._config = Config(
            retries={"mode": "standard", "total_max_attempts": max(access.attempts, 1)},
            max_pool_connections=max(access.threads, 1),
        )
        self._sts = session.client("sts", access.hub_region, config=self._config)

    def home(self) -> str:
        """The account whose credentials the process has: read with them, not with the role."""
        with self._lock:
            if self._home is None:
                identity = self._identity()
                self._home = str(identity["Account"])
                self._credentials[self._home] = self._session.get_credentials()
            return self._home

    def _identity(self) -> Any:
        try:
            return self._sts.get_caller_identity()
        except (ClientError, BotoCoreError, ResponseParserError) as error:
            raise CloudError(
                what=f"AWS does not tell as whom this process calls: {error}",
                where=f"GetCallerIdentity in {self._access.hub_region}",
                remedy="Give it credentials that work: a profile, the AWS_… variables or a role.",
            ) from error

    def offered(self, region: str) -> bool:
        """Whether SageMaker exists in a region, as far as botocore knows the region at all."""
        partitions = self._session.get_available_partitions()
        with_sagemaker = (self._session.get_available_regions("sagemaker", name) for name in partitions)
        if any(region in regions for regions in with_sagemaker):
            return True
        every = (self._session.get_available_regions("ec2", name) for name in partitions)
        return not any(region in regions for regions in every)

    def client(self, service: str, account_id: str, region: str) -> Any:
        """A client of its own for one account, for the few services that are not read in bulk."""
        client = self._without_keys(service, region)
        client.meta.events.register("before-sign", partial(_sign_as, self.enter(account_id)))
        return client

    def _without_keys(self, service: str, region: str) -> Any:
        """A client whose requests bring their credentials by themselves.

        Its own are such that nobody accepts: were the hook lost, AWS would refuse the call instead of
        answering for the wrong account.
        """
        with self._lock:  # botocore does not promise that sessions can be shared by threads
            return self._session.client(
                service,
                region,
                aws_access_key_id="none",
                aws_secret_access_key="none",  # noqa: S106
                config=self._config,
            )

    def enter(self, account_id: str) -> Any:
        """The account's credentials, assumed once and renewed by botocore before they expire."""
        self.home()
        with self._lock:
            entering = self._entering.setdefault(account_id, threading.Lock())
        with entering:
            if account_id not in self._credentials:
                assume = partial(self._assume, account_id)
                self._credentials[account_id] = RefreshableCredentials.create_from_metadata(
                    metadata=_answered(assume, "AssumeRole", account_id),
                    refresh_using=assume,
                    method="sts-assume-role",
                )
            return self._credentials[account_id]

    def _assume(self, account_id: str) -> dict[str, str]:
        partition = self._session.get_partition_for_region(self._access.hub_region)
        extra = {"ExternalId": self._access.external_id} if self._access.external_id else {}
        answer = self._sts.assume_role(
            RoleArn=f"arn:{partition}:iam::{account_id}:role/{self._access.role_name}",
            RoleSessionName="modelgov",
            **extra,
        )["Credentials"]
        return {
            "access_key": answer["AccessKeyId"],
            "secret_key": answer["SecretAccessKey"],
            "token": answer["SessionToken"],
            "expiry_time": answer["Expiration"].isoformat(),
        }

    def reader(self, account_id: str, region: str) -> "Reader":
        """SageMaker in one account and region; raises CallError when the account lets nobody in."""
        return Reader(door=self, account_id=account_id, region=region, credentials=self.enter(account_id))

    def sagemaker(self, region: str) -> Any:
        """The region's one SageMaker client, shared by all accounts."""
        with self._making:
            client = self._sagemaker.get(region)
            if client is None:
                client = self._without_keys("sagemaker", region)
                client.meta.events.register("before-sign.sagemaker", self._sign)
                client.meta.events.register("before-parse.sagemaker", _keep_bytes)
                client.meta.events.register("response-received.sagemaker", self._count)
                self._sagemaker[region] = client
            return client

    def organisation(self) -> "OrganisationReader":
        """AWS Organizations with the process's own credentials."""
        client = self._session.client("organizations", self._access.hub_region, config=self._config)
        client.meta.events.register("response-received.organizations", self._count)
        return OrganisationReader(door=self, client=client)

    def on_behalf(self, credentials: Any, tally: "Tally") -> None:
        """Whose credentials this thread's next SageMaker call takes, and where its requests count."""
        self._current.credentials, self._current.tally = credentials, tally

    def _sign(self, request: Any, **_: Any) -> None:
        _sign_as(self._current.credentials, request)

    def _count(
        self, parsed_response: Mapping[str, Any] | None, exception: Exception | None, **_: Any
    ) -> None:
        tally: Tally = self._current.tally
        if isinstance(exception, UnreachedError):
            return  # nobody was reached
        tally.calls += 1
        if parsed_response and parsed_response.get("Error", {}).get("Code") in THROTTLES:
            tally.throttled += 1


def _sign_as(credentials: Any, request: Any, **_: Any) -> None:
    request.context.setdefault("signing", {})["request_credentials"] = credentials


def _keep_bytes(response_dict: dict[str, Any], customized_response_dict: dict[str, Any], **_: Any) -> None:
    if response_dict["status_code"] < 300:
        customized_response_dict["Raw"] = response_dict["body"]
        response_dict["body"] = b"{}"


def _answered(call: Any, name: str, where: str) -> Any:
    try:
        return call()
    except (ClientError, BotoCoreError, ResponseParserError) as error:
        raise call_error(error, f"{name} in {where}") from error


def call_error(error: Exception, where: str) -> CallError:
    """An exception of botocore as the outcome that it means."""
    if isinstance(error, ClientError):
        told = error.response.get("Error", {})
        return refusal(str(told.get("Code", "")), str(told.get("Message", "")), where)
    return CallError(
        what=f"{type(error).__name__}: {error}",
        where=where,
        outcome=Outcome.FAILED,
        absent=False,
        answered=not isinstance(error, HTTPClientError),
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """SageMaker of one account and region; every method adds its requests to the tally given."""

    door: Door
    account_id: str
    region: str
    credentials: Any

    def search(
        self, operation: Operation, filters: tuple[Mapping[str, str], ...], tally: Tally
    ) -> Iterator[Page]:
        """Every page of a `Search`, oldest record first, so that no page shifts while it is read."""
        arguments: dict[str, Any] = {
            "Resource": operation.search,
            "MaxResults": PAGE,
            "SortBy": "CreationTime",
            "SortOrder": "Ascending",
        }
        if filters:
            arguments["SearchExpression"] = {"Filters": list(filters), "Operator": "Or"}
        while True:
            envelope = self._envelope(self.call("Search", arguments, tally))
            hits = envelope.TotalHits
            yield Page(
                records=tuple(_record(raw, operation.record) for raw in envelope.Results),
                total=hits.Value if hits is not None and hits.Relation == "EqualTo" else None,
            )
            if envelope.NextToken is None:
                return
            arguments["NextToken"] = envelope.NextToken

    def _envelope(self, body: bytes) -> Envelope:
        try:
            return ENVELOPE.decode(body)
        except msgspec.DecodeError as error:
            raise self._unreadable("Search", error) from error

    def _unreadable(self, call: str, error: Exception) -> CallError:
        return CallError(
            what=f"The answer cannot be read: {error}",
            where=f"{call} in {self.account_id} {self.region}",
            outcome=Outcome.FAILED,
            absent=False,
            answered=True,
        )

    def listed(self, listing: Listing, tally: Tally) -> Iterator[list[dict[str, Any]]]:
        """Every page of summaries; an empty page with a token is followed too."""
        arguments: dict[str, Any] = dict(listing.arguments) | {"MaxResults": PAGE}
        while True:
            answer = self._object(listing.call, self.call(listing.call, arguments, tally))
            yield answer.get(listing.items) or []
            if not answer.get("NextToken"):
                return
            arguments["NextToken"] = answer["NextToken"]

    def describe(self, operation: Operation, identity: str, tally: Tally) -> bytes:
        """One asset in the shape that `Search` answers; CallError with `absent` when it is gone."""
        row = operation.describe
        body = self.call(row.call, {row.argument: identity}, tally)
        if not row.tagged:
            return body
        record = self._object(row.call, body)
        record["Tags"] = self._tags(str(record.get(operation.key)), tally)
        return orjson.dumps(record)

    def _tags(self, arn: str, tally: Tally) -> list[Any]:
        tags: list[Any] = []
        arguments: dict[str, Any] = {"ResourceArn": arn}
        while True:
            answer = self._object("ListTags", self.call("ListTags", arguments, tally))
            tags += answer.get("Tags") or []
            if not answer.get("NextToken"):
                return tags
            arguments["NextToken"] = answer["NextToken"]

    def _object(self, call: str, body: bytes) -> dict[str, Any]:
        try:
            answer = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise self._unreadable(call, error) from error
        return answer if isinstance(answer, dict) else {}

    def call(self, call: str, arguments: Mapping[str, Any], tally: Tally) -> bytes:
        """One call; its answer's bytes."""
        client = self.door.sagemaker(self.region)
        self.door.on_behalf(self.credentials, tally)
        method = partial(getattr(client, xform_name(call)), **arguments)
        return bytes(_answered(method, call, f"{self.account_id} {self.region}")["Raw"])


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationReader:
    """AWS Organizations; the requests are added to the tally given."""

    door: Door
    client: Any

    def call(self, call: str, arguments: Mapping[str, Any], tally: Tally) -> Any:
        """One call; its answer as botocore parses it."""
        self.door.on_behalf(None, tally)
        return _answered(partial(getattr(self.client, xform_name(call)), **arguments), call, "Organizations")


def _record(raw: msgspec.Raw, way: tuple[str, ...]) -> bytes:
    """The record inside one result; the result itself, for the codec to refuse, when it has none."""
    inner = raw
    for step in way:
        try:
            inner = RESULT.decode(inner)[step]
        except (msgspec.DecodeError, KeyError):
            return bytes(raw)
    return bytes(inner)

"""The reading door to AWS: one session, a client per service and region, credentials per account.

Signing, endpoints and errors are botocore's. Two of its hooks are used: a request takes the
credentials of the account that it is for, and a JSON answer keeps its bytes past botocore's parser,
which costs more than all else here; `record.codec` reads them. Nothing here writes to AWS.

A call is tried again here, with full jitter, and not by botocore: its quota of retries belongs to a
client, so that one throttled account would use up the retries of all others in its region.
"""

import socket
import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any

import boto3
from botocore import xform_name
from botocore.config import Config
from botocore.credentials import RefreshableCredentials
from botocore.exceptions import BotoCoreError, ClientError, EndpointConnectionError, HTTPClientError
from botocore.exceptions import ConnectionError as UnreachedError
from botocore.parsers import ResponseParserError
from tenacity import Retrying, retry_if_exception, stop_after_attempt, wait_random_exponential

from modelgov.collect.budget import Budget
from modelgov.collect.refusal import THROTTLES, CallError, refusal
from modelgov.errors import CloudError
from modelgov.record.coverage import Outcome

LARGE_AT_ONCE = 8  # large answers that are waited for together: of metrics, each has some 3 MB
PARSED_AT_ONCE = 2  # those of them that are taken apart together: each takes some 20 MB then
# Services whose answers are JSON in the body: their bytes are kept for our own readers.
JSON_SERVICES = frozenset(
    (
        *("sagemaker", "application-autoscaling", "cloudwatch", "resourcegroupstaggingapi"),
        *("cloudtrail", "pricing", "ram"),
    )
)
FIRST_WAIT, LONGEST_WAIT = 0.5, 20.0  # seconds between two tries: at random up to twice as long each time


@dataclass(frozen=True, slots=True, kw_only=True)
class Access:
    """How accounts are entered, how hard AWS is tried, and how fast: calls a second of each API."""

    role_name: str
    external_id: str
    hub_region: str
    attempts: int
    threads: int
    rate: float


@dataclass(slots=True, kw_only=True)
class Tally:
    """Requests that left for one operation, and those of them that were refused for their rate."""

    calls: int = 0
    throttled: int = 0


class Door:
    """The one way to read AWS; safe for threads. Whoever reads what is large holds `large` meanwhile, and
    `parsed` while it is taken apart: every account and region may be at it, and memory is for a few."""

    def __init__(self, session: boto3.Session, access: Access) -> None:
        self._session = session
        self._access = access
        self._lock = threading.Lock()
        self._making = threading.Lock()
        self._shared: dict[tuple[str, str], Any] = {}
        self._credentials: dict[str, Any] = {}
        self._entering: dict[str, threading.Lock] = {}
        self._current = threading.local()
        self._home: str | None = None
        self._without_sagemaker: frozenset[str] | None = None
        self.budget = Budget(access.rate)
        self.large = threading.BoundedSemaphore(LARGE_AT_ONCE)
        self.parsed = threading.BoundedSemaphore(PARSED_AT_ONCE)
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
        with self._lock:
            if self._without_sagemaker is None:
                self._without_sagemaker = self._regions("sts") - self._regions("sagemaker")
            return region not in self._without_sagemaker

    def _regions(self, service: str) -> frozenset[str]:
        """Where a service exists; it loads the service's whole model, once for each thread that asks."""
        partitions = self._session.get_available_partitions()
        return frozenset(
            region for name in partitions for region in self._session.get_available_regions(service, name)
        )

    def partition(self, region: str) -> str:
        """The partition of a region, as ARNs begin with it."""
        return str(self._session.get_partition_for_region(region))

    def client(self, service: str, account_id: str, region: str) -> Any:
        """A client of its own for one account, for the few services that are not read in bulk."""
        client = self._without_keys(service, region)
        client.meta.events.register("before-sign", partial(_sign_as, self.enter(account_id)))
        return client

    def _without_keys(self, service: str, region: str, *, attempts: int | None = None) -> Any:
        """A client whose requests bring their credentials by themselves.

        Its own are such that nobody accepts: were the hook lost, AWS would refuse the call instead of
        answering for the wrong account.
        """
        tries = Config() if attempts is None else Config(retries={"total_max_attempts": attempts})
        with self._lock:  # botocore does not promise that sessions can be shared by threads
            return self._session.client(
                service,
                region,
                aws_access_key_id="none",
                aws_secret_access_key="none",  # noqa: S106
                config=self._config.merge(tries),
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
                    metadata=answered(assume, "AssumeRole", account_id),
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

    def renew(self, account_id: str, expired: Any) -> None:
        """Forget the account's credentials, unless another thread has got newer ones already."""
        with self._lock:
            if account_id != self._home and self._credentials.get(account_id) is expired:
                del self._credentials[account_id]

    def shared(self, service: str, region: str) -> Any:
        """The region's one client of a service, shared by all accounts."""
        with self._making:
            client = self._shared.get((service, region))
            if client is None:
                client = self._without_keys(service, region, attempts=1)
                client.meta.events.register("before-sign", self._sign)
                client.meta.events.register("response-received", self._count)
                if service in JSON_SERVICES:
                    client.meta.events.register("before-parse", _keep_bytes)
                self._shared[service, region] = client
            return client

    def tries(self) -> Retrying:
        """How often a call is tried, and how long it waits in between."""
        return Retrying(
            stop=stop_after_attempt(max(self._access.attempts, 1)),
            wait=wait_random_exponential(multiplier=FIRST_WAIT, max=LONGEST_WAIT),
            retry=retry_if_exception(_worth_another_try),
            reraise=True,
        )

    def organisation(self) -> Any:
        """A client of AWS Organizations with the process's own credentials."""
        client = self._session.client("organizations", self._access.hub_region, config=self._config)
        client.meta.events.register("response-received.organizations", self._count)
        return client

    def on_behalf(self, credentials: Any, tally: "Tally") -> None:
        """Whose credentials this thread's next call takes, and where its requests count."""
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


def named(client: Any, call: str) -> Callable[..., Any]:
    """The method of a client for what the API calls so."""
    method: Callable[..., Any] = getattr(client, xform_name(call))
    return method


def answered(call: Callable[[], Any], name: str, where: str) -> Any:
    """What a call answers; CallError when that is an error."""
    try:
        return call()
    except (ClientError, BotoCoreError, ResponseParserError) as error:
        raise call_error(error, f"{name} in {where}") from error


def _worth_another_try(error: BaseException) -> bool:
    return isinstance(error, CallError) and (
        error.outcome is Outcome.THROTTLED or error.transient or error.expired
    )


def _has_no_name(error: Exception) -> bool:
    """Whether the name service knows no such endpoint; one that does not answer says nothing."""
    cause = error.kwargs.get("error") if isinstance(error, EndpointConnectionError) else None
    return isinstance(cause, Exception) and getattr(cause.__cause__, "errno", None) == socket.EAI_NONAME


def call_error(error: Exception, where: str) -> CallError:
    """An exception of botocore as the outcome that it means."""
    if isinstance(error, ClientError):
        told = error.response.get("Error", {})
        status = int(error.response.get("ResponseMetadata", {}).get("HTTPStatusCode", 400))
        return refusal(str(told.get("Code", "")), str(told.get("Message", "")), where, status)
    unreached = isinstance(error, HTTPClientError)
    return CallError(
        what=f"{type(error).__name__}: {error}",
        where=where,
        outcome=Outcome.FAILED,
        code="UnresolvedEndpoint" if _has_no_name(error) else "",
        answered=not unreached,
        transient=unreached or isinstance(error, ResponseParserError),
    )

"""What one account and region answers, page by page; the bytes are kept for `record.codec` to read."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from typing import Any, TypeVar

import msgspec
import orjson

from modelgov.collect.aws import Door, Tally, answered, named
from modelgov.collect.operation import Listing, Operation
from modelgov.collect.refusal import CallError
from modelgov.record.coverage import Outcome

Form = TypeVar("Form")
PAGE = 100
UNPACED = frozenset(("s3",))  # it takes thousands of reads a second; the budget is of the control planes


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """One page of `Search`: each record's JSON, and AWS's own count of all that match."""

    records: tuple[bytes, ...]
    total: int | None


class Hits(msgspec.Struct):
    """`TotalHits`; exact only when `Relation` is `EqualTo`."""

    Value: int
    Relation: str


class Token(msgspec.Struct):
    """What goes on to the next page."""

    NextToken: str | None = None


class Envelope(msgspec.Struct):
    """The answer of `Search`, its results left as they are."""

    Results: list[msgspec.Raw] = []
    NextToken: str | None = None
    TotalHits: Hits | None = None


TAGS = Listing(call="ListTags", arguments=(), items="Tags", actions=("sagemaker:ListTags",), most=50)
TOKEN_CODES = frozenset(("ValidationException", "InvalidNextToken", "InvalidNextTokenException"))
TOKEN = msgspec.json.Decoder(Token)
ENVELOPE = msgspec.json.Decoder(Envelope)
RESULT = msgspec.json.Decoder(dict[str, msgspec.Raw])


@dataclass(frozen=True, slots=True, kw_only=True)
class Stored:
    """A file in S3; without its body when that is larger than it may be."""

    body: bytes | None
    size: int
    etag: str
    written_at: datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Reader:
    """AWS in one account and region; every method adds its requests to the tally given."""

    door: Door
    account_id: str
    region: str

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

        def read(body: bytes) -> tuple[Envelope, str | None]:
            envelope = self.read("Search", body, ENVELOPE)
            return envelope, envelope.NextToken

        for envelope in self._answers("Search", arguments, tally, "sagemaker", "NextToken", read):
            hits = envelope.TotalHits
            yield Page(
                records=tuple(_record(raw, operation.record) for raw in envelope.Results),
                total=hits.Value if hits is not None and hits.Relation == "EqualTo" else None,
            )

    def _answers(
        self,
        call: str,
        arguments: Mapping[str, Any],
        tally: Tally,
        service: str,
        token: str,
        read: Callable[[bytes], tuple[Form, str | None]],
    ) -> Iterator[Form]:
        """The answers of a paged call, an empty page with a token included.

        `read` makes of an answer's bytes what is wanted of it, and what goes on to the next page.
        A token that AWS no longer takes starts the pages again, once: who reads them knows what came
        already. A token that comes twice would go on for ever: it is an error.
        """
        given, seen, again = dict(arguments), set[str](), False
        while True:
            try:
                body = self.call(call, given, tally, service=service)
            except CallError as error:
                if token not in given or again or error.code not in TOKEN_CODES:
                    raise
                given, seen, again = dict(arguments), set(), True
                continue
            answer, following = read(body)
            del body
            yield answer
            del answer
            if not following:
                return
            if following in seen:
                raise self._unreadable(call, ValueError("the same page came again and again"))
            seen.add(following)
            given[token] = following

    def read(self, call: str, body: bytes, form: "msgspec.json.Decoder[Form]") -> Form:
        """An answer in its form; CallError when it is not of it."""
        try:
            return form.decode(body)
        except msgspec.DecodeError as error:
            raise self._unreadable(call, error) from error

    def _unreadable(self, call: str, error: Exception) -> CallError:
        return CallError(
            what=f"The answer cannot be read: {error}",
            where=f"{call} in {self.account_id} {self.region}",
            outcome=Outcome.FAILED,
        )

    def listed(
        self, listing: Listing, arguments: Mapping[str, Any], tally: Tally, *, service: str = "sagemaker"
    ) -> Iterator[list[dict[str, Any]]]:
        """Every page of a list's items."""
        given = dict(arguments) | ({listing.size: listing.most} if listing.size else {})

        def read(body: bytes) -> tuple[dict[str, Any], str | None]:
            answer = self._object(listing.call, body)
            return answer, answer.get(listing.token)

        for answer in self._answers(listing.call, given, tally, service, listing.token, read):
            yield self._items(listing, answer)

    def _items(self, listing: Listing, answer: Mapping[str, Any]) -> list[Any]:
        items = answer.get(listing.items) or []
        if not isinstance(items, list):
            raise self._unreadable(listing.call, TypeError(f"its {listing.items} are no list"))
        return items

    def pages(
        self, call: str, arguments: Mapping[str, Any], tally: Tally, *, service: str
    ) -> Iterator[dict[str, Any]]:
        """Every page of a call that answers JSON and goes on by `NextToken`."""

        def read(body: bytes) -> tuple[dict[str, Any], str | None]:
            answer = self._object(call, body)
            return answer, answer.get("NextToken")

        return self._answers(call, arguments, tally, service, "NextToken", read)

    def bodies(
        self, call: str, arguments: Mapping[str, Any], tally: Tally, *, service: str
    ) -> Iterator[bytes]:
        """The answers of a call that goes on by `NextToken`, as they came."""

        def read(body: bytes) -> tuple[bytes, str | None]:
            return body, self.read(call, body, TOKEN).NextToken

        return self._answers(call, arguments, tally, service, "NextToken", read)

    def describe(
        self,
        operation: Operation,
        identity: str,
        tally: Tally,
        tags: Callable[[str, Mapping[str, Any], Tally], list[Any]] | None = None,
    ) -> bytes:
        """One asset in the shape that `Search` answers; CallError with `absent` when it is gone.

        `tags` tells the tags of a record by its ARN; without it, ListTags does.
        """
        row = operation.describe
        if row is None:
            raise TypeError(f"{operation.name} has no describe")
        body = self.call(row.call, {row.argument: identity}, tally, service=operation.service)
        if not row.tagged and not operation.attached:
            return body
        record = self._object(row.call, body)
        if row.tagged:
            arn = str(record.get(operation.key))
            record["Tags"] = tags(arn, record, tally) if tags is not None else self.tags(arn, tally)
        return self.completed(operation, record, tally)

    def completed(self, operation: Operation, record: dict[str, Any], tally: Tally) -> bytes:
        """The record with what is attached to its kind."""
        for row in operation.attached:
            arguments = dict(row.listing.arguments) | {row.argument: record.get(row.identity)}
            pages = self.listed(row.listing, arguments, tally, service=operation.service)
            record[row.field] = [item for page in pages for item in page]
        return orjson.dumps(record)

    def tags(self, arn: str, tally: Tally) -> list[Any]:
        """The tags of one resource of SageMaker."""
        pages = self.listed(TAGS, {"ResourceArn": arn}, tally)
        return [tag for page in pages for tag in page]

    def _object(self, call: str, body: bytes) -> dict[str, Any]:
        try:
            answer = orjson.loads(body)
        except orjson.JSONDecodeError as error:
            raise self._unreadable(call, error) from error
        return answer if isinstance(answer, dict) else {}

    def call(
        self, call: str, arguments: Mapping[str, Any], tally: Tally, *, service: str = "sagemaker"
    ) -> bytes:
        """One call of a service that answers JSON; its answer's bytes."""
        return bytes(self.parsed(call, arguments, tally, service=service)["Raw"])

    def parsed(self, call: str, arguments: Mapping[str, Any], tally: Tally, *, service: str) -> Any:
        """One call, as often as it is worth trying; its answer as botocore parses it."""
        return self.door.tries()(self._once, call, arguments, tally, service)

    def stored(self, bucket: str, key: str, tally: Tally, *, most: int) -> Stored:
        """A file in S3 of at most so many bytes, as often as it is worth trying."""
        return self.door.tries()(self._fetched, {"Bucket": bucket, "Key": key}, tally, most)

    def _fetched(self, arguments: Mapping[str, str], tally: Tally, most: int) -> Stored:
        answer = self._once("GetObject", arguments, tally, "s3")
        where = f"{self.account_id} {self.region}"
        return answered(partial(_received, answer, most), "GetObject", where)  # type: ignore[no-any-return]

    def _once(self, call: str, arguments: Mapping[str, Any], tally: Tally, service: str) -> Any:
        """One try, within the budget of this API here."""
        scope = (self.account_id, self.region, f"{service}:{call}")
        client = self.door.shared(service, self.region)
        credentials = self.door.enter(self.account_id)
        if service not in UNPACED:
            self.door.budget.wait(*scope)
        self.door.on_behalf(credentials, tally)
        method = partial(named(client, call), **arguments)
        try:
            answer = answered(method, call, f"{self.account_id} {self.region}")
        except CallError as error:
            if error.expired:
                self.door.renew(self.account_id, credentials)
            if error.outcome is Outcome.THROTTLED:
                self.door.budget.refused(*scope)
            raise
        self.door.budget.answered(*scope)
        return answer


def enter(door: Door, account_id: str, region: str) -> Reader:
    """One account and region; raises CallError when the account lets nobody in."""
    door.enter(account_id)
    return Reader(door=door, account_id=account_id, region=region)


@dataclass(frozen=True, slots=True, kw_only=True)
class OrganisationReader:
    """AWS Organizations; the requests are added to the tally given."""

    door: Door
    client: Any

    @classmethod
    def through(cls, door: Door) -> "OrganisationReader":
        """With the process's own credentials."""
        return cls(door=door, client=door.organisation())

    def call(self, call: str, arguments: Mapping[str, Any], tally: Tally) -> Any:
        """One call; its answer as botocore parses it."""
        self.door.on_behalf(None, tally)
        return answered(partial(named(self.client, call), **arguments), call, "Organizations")


def _received(answer: Any, most: int) -> Stored:
    """The body, as it comes; what is too large is not read to its end."""
    size, stream = int(answer["ContentLength"]), answer["Body"]
    try:
        body = stream.read() if size <= most else None
    finally:
        stream.close()
    return Stored(body=body, size=size, etag=answer["ETag"].strip('"'), written_at=answer["LastModified"])


def _record(raw: msgspec.Raw, way: tuple[str, ...]) -> bytes:
    """The record inside one result; the result itself, for the codec to refuse, when it has none."""
    inner = raw
    for step in way:
        try:
            inner = RESULT.decode(inner)[step]
        except (msgspec.DecodeError, KeyError):
            return bytes(raw)
    return bytes(inner)

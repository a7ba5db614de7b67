"""S3 as a SageMaker job sees it: objects of its own account, in moto's buckets."""

from datetime import UTC, datetime

from moto.s3.exceptions import MissingBucket
from moto.s3.models import S3Backend, s3_backends

from modelgov.demo.aws.call import Refusal


class NoSuchObject(Exception):  # noqa: N818 - what a job's failure says, not a fault of ours
    """The object or its bucket is not there."""


def read(account: str, uri: str) -> bytes:
    """The bytes of an object."""
    bucket, key = split(uri)
    try:
        found = _backend(account).get_object(bucket, key)
    except MissingBucket as missing:
        raise NoSuchObject(uri) from missing
    if found is None:
        raise NoSuchObject(uri)
    value: bytes = found.value
    return value


def write(account: str, uri: str, value: bytes, at: float) -> None:
    """Put an object, as of this moment."""
    bucket, key = split(uri)
    try:
        made = _backend(account).put_object(bucket, key, value)
    except MissingBucket as missing:
        raise NoSuchObject(uri) from missing
    made.last_modified = datetime.fromtimestamp(at, UTC).replace(tzinfo=None)


def stamp(account: str, path: str, at: float) -> None:
    """What was put at this path, a bucket and a key, is of this moment: moto knows the real one only."""
    bucket, _, key = path.lstrip("/").partition("/")
    try:
        found = _backend(account).get_object(bucket, key) if key else None
    except MissingBucket:
        return  # another way to address a bucket
    if found is not None:
        found.last_modified = datetime.fromtimestamp(at, UTC).replace(tzinfo=None)


def split(uri: str) -> tuple[str, str]:
    """The bucket and the key of an S3 URI."""
    if not uri.startswith("s3://"):
        raise Refusal("ValidationException", f"{uri} is not an S3 URI.")
    bucket, _, key = uri.removeprefix("s3://").partition("/")
    return bucket, key


def _backend(account: str) -> S3Backend:
    backend: S3Backend = s3_backends[account]["aws"]
    return backend

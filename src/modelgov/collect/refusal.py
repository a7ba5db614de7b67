"""How AWS says no, and what each way of it means for coverage."""

from modelgov.errors import CloudError
from modelgov.record.coverage import Outcome

THROTTLES = frozenset(
    (
        *("Throttling", "ThrottlingException", "ThrottledException", "RequestThrottled"),
        *("RequestThrottledException", "TooManyRequestsException", "RequestLimitExceeded"),
        *("SlowDown", "LimitExceededException", "PriorRequestNotComplete", "429"),
    )
)
REFUSALS = frozenset(
    (
        *("AccessDenied", "AccessDeniedException", "UnauthorizedOperation", "NotAuthorized", "403"),
        "RegionDisabledException",
        *("UnrecognizedClientException", "InvalidClientTokenId", "OptInRequired", "AuthFailure"),
        *("ExpiredToken", "ExpiredTokenException", "SignatureDoesNotMatch", "InvalidSignatureException"),
        *("AWSOrganizationsNotInUseException", "NotAuthorizedException", "InvalidIdentityToken"),
    )
)
EXPIRED = frozenset(("ExpiredToken", "ExpiredTokenException", "RequestExpired"))
# What botocore's own standard mode tries again.
TRANSIENT_STATUS = frozenset((500, 502, 503, 504))
TRANSIENT_CODES = frozenset(("RequestTimeout", "RequestTimeoutException", "InternalFailure"))
ABSENT_CODES = frozenset(("ValidationException", "ResourceNotFound", "ResourceNotFoundException"))
# What a place answers, or does, that has no SageMaker at all, or none for this account.
NOWHERE_CODES = frozenset(("UnknownOperation", "UnknownOperationException", "UnresolvedEndpoint"))
CLOSED_CODES = frozenset(("OptInRequired", "RegionDisabledException"))
ABSENT_WORDS = ("does not exist", "could not find", "cannot find", "not found")


class CallError(CloudError):
    """A call that AWS did not answer as wished; `outcome` is how coverage names it.

    `absent` says that AWS answered that the asset does not exist; `answered` that it answered at all;
    `transient` that the same call may well succeed; `code` is what AWS calls the error.
    """

    def __init__(
        self,
        *,
        what: str,
        where: str,
        outcome: Outcome,
        code: str = "",
        absent: bool = False,
        answered: bool = True,
        transient: bool = False,
    ) -> None:
        super().__init__(what=what, where=where, remedy=REMEDIES[outcome])
        self.outcome = outcome
        self.code = code
        self.absent = absent
        self.answered = answered
        self.transient = transient

    @property
    def expired(self) -> bool:
        """Whether newer credentials would do."""
        return self.code in EXPIRED

    @property
    def closes(self) -> Outcome | None:
        """What the region is for the account if its first call answers so."""
        if self.code in NOWHERE_CODES:
            return Outcome.NOT_OFFERED
        return Outcome.DENIED if self.code in CLOSED_CODES else None


REMEDIES: dict[Outcome, str] = {
    Outcome.DENIED: "Let the collector's role make this call in that account.",
    Outcome.THROTTLED: "Run again later, or with a higher `attempts` setting.",
    Outcome.FAILED: "Run again; if it stays, make the same call with the AWS CLI.",
    Outcome.NOT_OFFERED: "Take the region out of the `regions` setting if that is as it should be.",
}


def refusal(code: str, message: str, where: str, status: int = 400) -> CallError:
    """An error that AWS answered, by its code, its words and its HTTP status."""
    outcome = Outcome.FAILED
    if code in THROTTLES:
        outcome = Outcome.THROTTLED
    elif code in REFUSALS:
        outcome = Outcome.DENIED
    return CallError(
        what=f"{code}: {message}",
        where=where,
        outcome=outcome,
        code=code,
        absent=code in ABSENT_CODES and any(words in message.lower() for words in ABSENT_WORDS),
        transient=outcome is Outcome.FAILED and (status in TRANSIENT_STATUS or code in TRANSIENT_CODES),
    )

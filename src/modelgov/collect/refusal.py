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
        *("UnrecognizedClientException", "InvalidClientTokenId", "OptInRequired", "AuthFailure"),
        *("ExpiredToken", "ExpiredTokenException", "SignatureDoesNotMatch", "InvalidSignatureException"),
        *("AWSOrganizationsNotInUseException", "NotAuthorizedException", "InvalidIdentityToken"),
    )
)
ABSENT_CODES = frozenset(("ValidationException", "ResourceNotFound", "ResourceNotFoundException"))
ABSENT_WORDS = ("does not exist", "could not find", "cannot find", "not found")


class CallError(CloudError):
    """A call that AWS did not answer as wished; `outcome` is how coverage names it.

    `absent` says that AWS answered that the asset does not exist; `answered` that it answered at all.
    """

    def __init__(self, *, what: str, where: str, outcome: Outcome, absent: bool, answered: bool) -> None:
        super().__init__(what=what, where=where, remedy=REMEDIES[outcome])
        self.outcome = outcome
        self.absent = absent
        self.answered = answered


REMEDIES: dict[Outcome, str] = {
    Outcome.DENIED: "Let the collector's role make this call in that account.",
    Outcome.THROTTLED: "Run again later, or with a higher `attempts` setting.",
    Outcome.FAILED: "Run again; if it stays, make the same call with the AWS CLI.",
    Outcome.NOT_OFFERED: "Take the region out of the `regions` setting if that is as it should be.",
}


def refusal(code: str, message: str, where: str) -> CallError:
    """An error that AWS answered, by its code and its words."""
    outcome = Outcome.FAILED
    if code in THROTTLES:
        outcome = Outcome.THROTTLED
    elif code in REFUSALS:
        outcome = Outcome.DENIED
    absent = code in ABSENT_CODES and any(words in message.lower() for words in ABSENT_WORDS)
    return CallError(what=f"{code}: {message}", where=where, outcome=outcome, absent=absent, answered=True)

"""Who stands behind an access key: the account, the principal's ARN, and the Studio profile if it is one.

Three kinds of key exist. `AKIADEMO` + account id, and the bare account id, are that account's
administrator, so that a visitor needs no set-up. A key that STS or IAM made is what it was made for. Any
other key is the administrator of the governance account.
"""

from dataclasses import dataclass
from typing import Any

from moto.iam.models import iam_backends
from moto.sts.models import sts_backends

from modelgov.demo.aws.fixed import GOVERNANCE, STUDIO_ROLE


@dataclass(frozen=True, slots=True, kw_only=True)
class Caller:
    """A principal as it signs what it creates."""

    account: str
    arn: str
    principal_id: str
    known: bool = True

    @property
    def user_id(self) -> str:
        """What GetCallerIdentity names UserId."""
        return self.principal_id

    def context(self, region: str) -> dict[str, Any]:
        """SageMaker's UserContext: the IAM identity always, the profile when Studio calls."""
        seen: dict[str, Any] = {"IamIdentity": {"Arn": self.arn, "PrincipalId": self.principal_id}}
        role, _, session = self.arn.partition(":assumed-role/")[2].partition("/")
        if role == STUDIO_ROLE:
            domain = f"d-{self.account}"
            profile = session.partition("@")[0].replace(".", "-")
            arn = f"arn:aws:sagemaker:{region}:{self.account}:user-profile/{domain}/{profile}"
            seen |= {"UserProfileArn": arn, "UserProfileName": profile, "DomainId": domain}
        return seen


def administrator_key(account: str) -> str:
    """The access key id that every visitor may use as the administrator of this account."""
    return f"AKIADEMO{account}"


class Callers:
    """The principals by access key, remembered: moto looks through every account on every call."""

    def __init__(self) -> None:
        self._known: dict[str, Caller] = {}

    def of(self, key: str, named_account: str | None) -> Caller:
        """The caller that holds this key; `named_account` speaks for keys that nobody made."""
        found = self._known.get(key)
        if found is None and (own := _account_in(key)):
            found = self._known[key] = _administrator(own)
        if found is None and (made := self._made(key)):
            found = self._known[key] = made
        if found is None and key.startswith("ASIA"):
            # A session of another emulation, or of before a restart: it must not turn into somebody else.
            return Caller(account=GOVERNANCE, arn="", principal_id="", known=False)
        return found or _administrator(named_account or GOVERNANCE)

    def _made(self, key: str) -> Caller | None:
        for account in list(sts_backends):
            for role in sts_backends[account]["aws"].assumed_roles:
                if role.access_key_id == key:
                    return Caller(account=account, arn=role.arn, principal_id=role.user_id)
        for account in list(iam_backends):
            iam = iam_backends[account]["aws"]
            made = iam.access_keys.get(key)
            if made is not None and made.user_name:
                user = iam.get_user(made.user_name)
                return Caller(account=account, arn=user.arn, principal_id=user.id)
        return None


def _account_in(key: str) -> str | None:
    digits = key.removeprefix("AKIADEMO")
    return digits if len(digits) == 12 and digits.isdigit() else None


def _administrator(account: str) -> Caller:
    return Caller(
        account=account,
        arn=f"arn:aws:iam::{account}:user/administrator",
        principal_id=f"AIDADEMO{account}",
    )

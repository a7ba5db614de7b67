"""Who belongs to an organisation, and which of its members may look at it.

moto answers every member with an empty list; AWS answers the management account and the delegated
administrators, and refuses the others.
"""

import json
import re
from typing import Any

from moto.organizations.models import FakeDelegatedAdministrator, OrganizationsBackend, organizations_backends
from moto.organizations.responses import OrganizationsResponse

from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.registry.listing import page_of

_PARTITION = "aws"
_LARGEST_PAGE = 20
_READS = re.compile(r"(Describe|List)\w+")
# What every member may ask, and what an account asks about itself.
_FOR_ANYONE = frozenset({"DescribeOrganization", "CreateOrganization"})
_DELEGATED = (
    "cloudtrail.amazonaws.com",
    "config.amazonaws.com",
    "member.org.stacksets.cloudformation.amazonaws.com",
    "ram.amazonaws.com",
    "reporting.trustedadvisor.amazonaws.com",
)


def organisation_of(account: str) -> OrganizationsBackend | None:
    """The organisation that an account belongs to."""
    for partitions in list(organizations_backends.values()):
        held = partitions.get(_PARTITION)
        if held is not None and held.org and any(one.id == account for one in held.accounts):
            return held
    return None


def covers(principal: str, account: str) -> bool:
    """Whether a principal of a share (an account, a unit or a whole organisation) holds this account."""
    if not principal.startswith("arn:"):
        return principal == account
    _, _, service, _, owner, resource = principal.split(":", 5)
    if service != "organizations":
        return owner == account
    held = organisation_of(account)
    if held is None or held.org is None or f"/{held.org.id}" not in resource:
        return False
    return resource.startswith("organization/") or resource.rpartition("/")[2] in _above(held, account)


def _above(held: OrganizationsBackend, account: str) -> set[str]:
    """The units over an account, up to the root."""
    parents = {unit.id: unit.parent_id for unit in held.ou}
    unit: str | None = next(one.parent_id for one in held.accounts if one.id == account)
    found: set[str] = set()
    while unit and unit not in found:
        found.add(unit)
        unit = parents.get(unit)
    return found


def together(one: str, principal: str) -> bool:
    """Whether an account and a principal are of the same organisation."""
    held = organisation_of(one)
    if held is None or held.org is None:
        return False
    if principal.startswith("arn:aws:organizations:"):
        return f"/{held.org.id}" in principal
    account = principal.split(":")[4] if principal.startswith("arn:") else principal
    return any(member.id == account for member in held.accounts)


class Organizations(OrganizationsResponse):
    """Organizations as AWS answers it to members."""

    @property
    def organizations_backend(self) -> OrganizationsBackend:
        """The caller's own organisation, or the one that it may look at for the management account."""
        own = organizations_backends[self.current_account][self.partition]
        held = None if own.org else organisation_of(self.current_account)
        operation = self._get_action()
        if held is None or operation in _FOR_ANYONE:
            return held if held is not None and operation == "DescribeOrganization" else own
        delegated = any(one.account.id == self.current_account for one in held.admins)
        if delegated and _READS.fullmatch(operation):
            return held
        raise Refusal("AccessDeniedException", "You don't have permissions to access this resource.")

    def list_accounts(self) -> str:
        """ListAccounts: 20 a page at most."""
        return self._paged("Accounts", [one.describe() for one in self._organisation().accounts])

    def list_accounts_for_parent(self) -> str:
        """ListAccountsForParent."""
        held, parent = self._organisation(), self._get_param("ParentId")
        held.validate_parent_id(parent)
        return self._paged("Accounts", [one.describe() for one in held.accounts if one.parent_id == parent])

    def list_organizational_units_for_parent(self) -> str:
        """ListOrganizationalUnitsForParent."""
        held, parent = self._organisation(), self._get_param("ParentId")
        held.validate_parent_id(parent)
        units = [one for one in held.ou if one.parent_id == parent]
        shown = [{"Id": one.id, "Arn": one.arn, "Name": one.name} for one in units]
        return self._paged("OrganizationalUnits", shown)

    def list_delegated_administrators(self) -> str:
        """ListDelegatedAdministrators."""
        answer = self._organisation().list_delegated_administrators(**self._asked())
        return self._paged("DelegatedAdministrators", answer["DelegatedAdministrators"])

    def _asked(self) -> dict[str, str]:
        given = self.request_params
        return {"ServicePrincipal": given["ServicePrincipal"]} if "ServicePrincipal" in given else {}

    def _organisation(self) -> OrganizationsBackend:
        held = self.organizations_backend
        if held.org is None:
            message = "Your account is not a member of an organization."
            raise Refusal("AWSOrganizationsNotInUseException", message)
        return held

    def _paged(self, name: str, rows: list[dict[str, Any]]) -> str:
        size = self._get_param("MaxResults", _LARGEST_PAGE)
        if not 1 <= size <= _LARGEST_PAGE:
            message = f"You specified an invalid value: MaxResults is from 1 to {_LARGEST_PAGE}."
            raise Refusal("InvalidInputException", message)
        page, token = page_of(rows, self._get_param("NextToken"), size)
        return json.dumps({name: page} | ({"NextToken": token} if token else {}))


# moto knows six services that may be administered by a member; AWS knows these too.
DELEGATED_SERVICES = (*FakeDelegatedAdministrator.SUPPORTED_SERVICES, *_DELEGATED)

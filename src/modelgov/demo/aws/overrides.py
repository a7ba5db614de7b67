"""Where moto is told to differ: each row names the AWS fact that it restores.

Nothing of moto is copied or forked. Response classes are subclassed and put into their service's
`url_paths`; four functions of its models are replaced by faster or truer ones.
"""

import random
import threading
from collections import deque
from functools import cache
from typing import Any

from moto.core import responses
from moto.core.common_models import BaseModel
from moto.core.responses import ActionResult
from moto.core.utils import method_names_from_class
from moto.events import urls as events_urls
from moto.glue import urls as glue_urls
from moto.glue.responses import GlueResponse
from moto.iam.models import iam_backends
from moto.organizations import urls as organizations_urls
from moto.organizations import utils as organizations_utils
from moto.organizations.models import FakeDelegatedAdministrator
from moto.sqs.models import Queue, SQSBackend
from moto.sts import urls as sts_urls
from moto.sts.responses import TokenResponse

from modelgov.demo.aws import queues
from modelgov.demo.aws.call import Refusal
from modelgov.demo.aws.delivery import Events
from modelgov.demo.aws.identity import Callers
from modelgov.demo.aws.sharing.organisation import DELEGATED_SERVICES, Organizations

fixed_account_ids: deque[str] = deque()
_glue_lock = threading.Lock()
_callers = Callers()


def callers() -> Callers:
    """The principals by access key, one table for the whole emulation."""
    return _callers


class Glue(GlueResponse):
    """Glue, whose UpdateTable loses no concurrent writer's commit."""

    def update_table(self) -> ActionResult:
        """AWS refuses an update that was made from another version than the current one."""
        given = self.parameters
        with _glue_lock:
            based_on = given.get("VersionId")
            if based_on is not None:
                table = self.glue_backend.get_table(given["DatabaseName"], given["TableInput"]["Name"])
                current = str(table._current_version)
                if str(based_on) != current:
                    message = f"Update table failed: version {based_on} is not the current {current}."
                    raise Refusal("ConcurrentModificationException", message)
            return super().update_table()


class Tokens(TokenResponse):
    """STS, which lets nobody into a role that does not exist."""

    def assume_role(self) -> ActionResult:
        """AWS answers AccessDenied, whether the role is missing or does not trust the caller."""
        arn: str = self._get_param("RoleArn")
        account = arn.split(":")[4] if arn.count(":") >= 5 else ""
        roles = iam_backends[account]["aws"].roles.values() if account in iam_backends else ()
        if all(role.arn != arn for role in roles):
            caller = _callers.of(self.get_access_key(), self.headers.get("x-moto-account-id"))
            message = f"User: {caller.arn} is not authorized to perform: sts:AssumeRole on resource: {arn}"
            raise Refusal("AccessDenied", message, 403)
        return super().assume_role()

    def get_caller_identity(self) -> ActionResult:
        """The same identity that SageMaker records for this key."""
        caller = _callers.of(self.get_access_key(), self.headers.get("x-moto-account-id"))
        return ActionResult({"UserId": caller.user_id, "Account": caller.account, "Arn": caller.arn})


def next_account_id() -> str:
    """The number that the seeding planned for the account being created, else a random one as in moto."""
    return fixed_account_ids.popleft() if fixed_account_ids else f"{random.randrange(10**12):012d}"  # noqa: S311


def _untracked(cls: type, *_: Any, **__: Any) -> Any:
    return object.__new__(cls)


def install() -> None:
    """Put the overrides in place; to be called before the first request, harmless when called again."""
    # PutEvents delivers the whole event, across accounts, to dead letters, never for a disabled rule.
    events_urls.url_paths["{0}/"] = Events.dispatch
    # A stale VersionId is refused, so that concurrent Iceberg commits are not lost.
    glue_urls.url_paths["{0}/$"] = Glue.dispatch
    # A role must exist before it can be assumed.
    sts_urls.url_paths["{0}/$"] = Tokens.dispatch
    # Delegated administrators look at the organisation, other members are refused.
    organizations_urls.url_paths["{0}/$"] = Organizations.dispatch
    for owner, name, replacement in _REPLACED:
        setattr(owner, name, replacement)


_REPLACED: tuple[tuple[Any, str, Any], ...] = (
    # SQS answers in the same time however deep the queue is.
    (Queue, "attributes", property(queues.LazyAttributes)),
    (Queue, "messages", property(queues.visible_messages)),
    (Queue, "delete_message", queues.delete_message),
    (SQSBackend, "is_message_valid_based_on_retention_period", queues.within_retention),
    # A deleted resource leaves memory: moto keeps every instance for a dashboard that nobody opens.
    (BaseModel, "__new__", _untracked),
    # Account numbers of the demo are the same on every machine.
    (organizations_utils, "make_random_account_id", next_account_id),
    # Services that a member may administer, of which moto knows six.
    (FakeDelegatedAdministrator, "SUPPORTED_SERVICES", list(DELEGATED_SERVICES)),
    # moto inspects the response class on every call; its methods never change.
    (responses, "method_names_from_class", cache(method_names_from_class)),
)

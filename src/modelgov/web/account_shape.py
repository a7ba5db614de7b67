"""What the HTTP API answers for the Accounts page, as `web.shape` says."""

from datetime import datetime

from modelgov.web.shape import Shape


class AccountCell(Shape):
    """One region of an account: what it holds, and how far it was read.

    `read_state` is `read` (all of it), `partly`, `unread` (nothing could be), `not offered` (AWS has no
    SageMaker there) or `not tried` (it is known from events only). Counts are of what was seen: where not
    all was read there may be more. `last_seen_at` is the newest read that succeeded.
    """

    region: str
    read_state: str
    gaps: int
    first_reason: str | None
    last_seen_at: datetime | None
    versions: int
    production: int
    endpoints: int
    in_service: int


class AccountRow(Shape):
    """One account with its regions; `unit_path` is empty where no unit of it is known."""

    account_id: str
    account_name: str
    account_status: str | None
    unit_path: str
    environment: str | None
    environment_source: str | None
    cells: list[AccountCell]


class Accounts(Shape):
    """Accounts by organisational unit, and all regions that were tried anywhere."""

    as_of: datetime
    regions: list[str]
    accounts: list[AccountRow]

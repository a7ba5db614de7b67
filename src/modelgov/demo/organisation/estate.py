"""The accounts, organisational units and sizes of the demo organisation."""

from dataclasses import dataclass
from enum import Enum

from modelgov.demo.aws.fixed import account_id


@dataclass(frozen=True, slots=True, kw_only=True)
class Totals:
    """How much there is of everything, over all accounts and regions."""

    accounts: int
    groups: int
    versions: int
    endpoints: int


class Size(Enum):
    """How large the organisation is."""

    SMALL = "small"
    MEDIUM = "medium"
    LARGE = "large"
    PROVING = "proving"  # what a seed plants in it is in `modelgov.demo.proving`
    HUGE = "huge"  # for the benchmarks alone: its seeding takes minutes

    @property
    def totals(self) -> Totals:
        """The size in numbers."""
        return _TOTALS[self]


_TOTALS = {
    Size.SMALL: Totals(accounts=3, groups=50, versions=500, endpoints=50),
    Size.MEDIUM: Totals(accounts=12, groups=300, versions=5_000, endpoints=400),
    Size.LARGE: Totals(accounts=12, groups=3_000, versions=50_000, endpoints=1_000),
    # About: what is planted, and so how much there is, depends on the seed.
    Size.PROVING: Totals(accounts=5, groups=85, versions=85, endpoints=57),
    Size.HUGE: Totals(accounts=12, groups=5_000, versions=100_000, endpoints=2_000),
}
OFFERED = (Size.SMALL, Size.MEDIUM, Size.LARGE, Size.PROVING)


@dataclass(frozen=True, slots=True, kw_only=True)
class Unit:
    """An organisational unit, with the tags that Organizations keeps on it."""

    name: str
    cost_center: str
    owner: str

    @property
    def tags(self) -> dict[str, str]:
        """What the unit is tagged with."""
        return {"business-unit": self.name, "cost-center": self.cost_center, "owner": self.owner}


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """A member account: its unit, its environment, and its share of the models and endpoints."""

    position: int
    name: str
    unit: str
    environment: str
    team: str
    models: float
    endpoints: float

    @property
    def id(self) -> str:
        """The fixed account number."""
        return account_id(self.position)

    @property
    def email(self) -> str:
        """The address that the account was opened with."""
        return f"aws+{self.name}@example.com"

    @property
    def tags(self) -> dict[str, str]:
        """What the account is tagged with; sandboxes were never tagged with a business unit."""
        tags = {"environment": self.environment, "team": self.team}
        return tags if self.environment == "sandbox" else tags | {"business-unit": self.unit}


UNITS = (
    Unit(name="Group Services", cost_center="CC-1000", owner="nora.lind@example.com"),
    Unit(name="Retail Banking", cost_center="CC-2100", owner="james.okafor@example.com"),
    Unit(name="Payments", cost_center="CC-2200", owner="ines.duarte@example.com"),
    Unit(name="Markets", cost_center="CC-3100", owner="henrik.sorensen@example.com"),
    Unit(name="Insurance", cost_center="CC-4100", owner="marta.kowalska@example.com"),
    Unit(name="Commerce", cost_center="CC-5100", owner="david.chen@example.com"),
)

_ROWS = (
    # name, unit, environment, team, share of models, share of endpoints
    ("governance", "Group Services", "production", "ml-platform", 0.3, 0.3),
    ("retail-credit-prod", "Retail Banking", "production", "credit-risk", 1.9, 2.6),
    ("retail-credit-dev", "Retail Banking", "development", "credit-risk", 1.3, 0.5),
    ("payments-fraud-prod", "Payments", "production", "fraud-analytics", 1.6, 2.4),
    ("payments-fraud-dev", "Payments", "development", "fraud-analytics", 1.1, 0.4),
    ("markets-pricing-prod", "Markets", "production", "quant-pricing", 1.0, 1.2),
    ("markets-research-dev", "Markets", "development", "quant-research", 1.2, 0.3),
    ("insurance-claims-prod", "Insurance", "production", "claims-science", 1.2, 1.5),
    ("insurance-pricing-prod", "Insurance", "production", "actuarial-ml", 0.8, 0.9),
    ("insurance-dev", "Insurance", "development", "claims-science", 0.7, 0.2),
    ("commerce-forecast-prod", "Commerce", "production", "demand-science", 1.4, 1.7),
    ("shared-ai-sandbox", "Group Services", "sandbox", "innovation-lab", 0.6, 0.7),
)

_ALL_ACCOUNTS = tuple(
    Account(
        position=position, name=name, unit=unit, environment=stage, team=team, models=models, endpoints=ends
    )
    for position, (name, unit, stage, team, models, ends) in enumerate(_ROWS, start=1)
)


def accounts(size: Size) -> tuple[Account, ...]:
    """The accounts of an organisation of this size; the first is the management and governance account."""
    return _ALL_ACCOUNTS[: size.totals.accounts]


def units(size: Size) -> tuple[Unit, ...]:
    """The organisational units that these accounts need."""
    used = {account.unit for account in accounts(size)}
    return tuple(unit for unit in UNITS if unit.name in used)

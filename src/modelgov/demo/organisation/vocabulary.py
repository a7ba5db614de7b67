"""The words of the organisation: use cases, people, segments, and the ways in which tags go wrong."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True, kw_only=True)
class Metric:
    """A quality metric: its usual range, and whether more of it is better."""

    name: str
    low: float
    high: float
    more_is_better: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class UseCase:
    """A kind of model that a business unit builds."""

    name: str
    unit: str
    purpose: str
    problem: str
    framework: str
    metrics: tuple[Metric, ...]
    risk: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Framework:
    """What a framework brings: its image, its parameters and the instances it runs on."""

    algorithm: str
    image: str
    parameters: tuple[tuple[str, tuple[str, ...]], ...]
    instances: tuple[str, ...]


CLASSIFIER = (
    Metric(name="auc", low=0.68, high=0.93),
    Metric(name="ks", low=0.28, high=0.62),
    Metric(name="brier", low=0.04, high=0.19, more_is_better=False),
)
ALERTER = (
    Metric(name="auc", low=0.81, high=0.985),
    Metric(name="precision", low=0.22, high=0.81),
    Metric(name="recall", low=0.44, high=0.93),
)
REGRESSOR = (
    Metric(name="rmse", low=0.6, high=14.0, more_is_better=False),
    Metric(name="mae", low=0.3, high=9.0, more_is_better=False),
    Metric(name="r2", low=0.42, high=0.95),
)
FORECASTER = (
    Metric(name="wape", low=0.06, high=0.34, more_is_better=False),
    Metric(name="rmse", low=3.0, high=90.0, more_is_better=False),
)
READER = (
    Metric(name="f1", low=0.74, high=0.97),
    Metric(name="accuracy", low=0.78, high=0.985),
    Metric(name="latency_p95_ms", low=35.0, high=420.0, more_is_better=False),
)

_CPU = ("ml.m5.large", "ml.m5.xlarge", "ml.c5.xlarge", "ml.c6i.xlarge", "ml.m7i.large", "ml.r5.large")
_GPU = ("ml.g4dn.xlarge", "ml.g5.xlarge", "ml.g6.xlarge", "ml.g5.2xlarge")

FRAMEWORKS = {
    "xgboost": Framework(
        algorithm="Gradient boosted trees",
        image="xgboost:1.7-1",
        parameters=(
            ("max_depth", ("3", "4", "5", "6", "8")),
            ("eta", ("0.02", "0.05", "0.1", "0.2")),
            ("num_round", ("200", "400", "800", "1200")),
            ("subsample", ("0.7", "0.8", "0.9")),
        ),
        instances=_CPU,
    ),
    "lightgbm": Framework(
        algorithm="Gradient boosted trees",
        image="lightgbm-inference:4.3",
        parameters=(
            ("num_leaves", ("31", "63", "127")),
            ("learning_rate", ("0.02", "0.05", "0.1")),
            ("feature_fraction", ("0.6", "0.8", "1.0")),
        ),
        instances=_CPU,
    ),
    "sklearn": Framework(
        algorithm="Logistic regression",
        image="sagemaker-scikit-learn:1.2-1-cpu-py3",
        parameters=(("C", ("0.1", "0.5", "1.0", "5.0")), ("penalty", ("l1", "l2"))),
        instances=("ml.t2.medium", "ml.m5.large", "ml.c5.large"),
    ),
    "deepar": Framework(
        algorithm="Autoregressive recurrent network",
        image="forecasting-deepar:1",
        parameters=(
            ("context_length", ("28", "56", "90")),
            ("prediction_length", ("7", "14", "28")),
            ("epochs", ("50", "100", "200")),
        ),
        instances=_CPU,
    ),
    "pytorch": Framework(
        algorithm="Transformer",
        image="pytorch-inference:2.5-gpu-py311",
        parameters=(
            ("learning_rate", ("1e-5", "2e-5", "5e-5")),
            ("epochs", ("2", "3", "5")),
            ("batch_size", ("16", "32", "64")),
        ),
        instances=_GPU,
    ),
}

_ROWS = (
    # name, unit, framework, metrics, risk, problem, purpose
    ("credit-pd", "Retail Banking", "xgboost", CLASSIFIER, "High", "Binary classification",
     "Estimate the probability of default of a loan application"),
    ("credit-limit", "Retail Banking", "lightgbm", REGRESSOR, "High", "Regression",
     "Propose a credit limit for a new card"),
    ("mortgage-default", "Retail Banking", "sklearn", CLASSIFIER, "High", "Binary classification",
     "Estimate mortgage default within twelve months"),
    ("churn", "Retail Banking", "xgboost", CLASSIFIER, "Low", "Binary classification",
     "Find customers likely to leave"),
    ("collections-priority", "Retail Banking", "lightgbm", CLASSIFIER, "Medium", "Ranking",
     "Order overdue accounts for the collections desk"),
    ("card-fraud", "Payments", "xgboost", ALERTER, "High", "Binary classification",
     "Stop fraudulent card payments in real time"),
    ("aml-alerts", "Payments", "lightgbm", ALERTER, "High", "Anomaly detection",
     "Rank transactions for anti-money-laundering review"),
    ("merchant-risk", "Payments", "xgboost", CLASSIFIER, "Medium", "Binary classification",
     "Score the risk of a new merchant"),
    ("dispute-triage", "Payments", "sklearn", READER, "Low", "Multiclass classification",
     "Route card disputes to the right desk"),
    ("bond-pricing", "Markets", "lightgbm", REGRESSOR, "High", "Regression",
     "Price illiquid corporate bonds"),
    ("fx-liquidity", "Markets", "deepar", FORECASTER, "Medium", "Forecasting",
     "Forecast liquidity of currency pairs"),
    ("trade-surveillance", "Markets", "pytorch", ALERTER, "High", "Anomaly detection",
     "Flag orders that may abuse the market"),
    ("counterparty-risk", "Markets", "xgboost", CLASSIFIER, "High", "Binary classification",
     "Warn of counterparties that may fail to settle"),
    ("claims-triage", "Insurance", "xgboost", READER, "Medium", "Multiclass classification",
     "Send a claim to straight-through processing or to an adjuster"),
    ("claims-fraud", "Insurance", "lightgbm", ALERTER, "High", "Binary classification",
     "Flag claims for special investigation"),
    ("motor-pricing", "Insurance", "lightgbm", REGRESSOR, "High", "Regression",
     "Estimate the expected claims cost of a motor policy"),
    ("lapse", "Insurance", "sklearn", CLASSIFIER, "Low", "Binary classification",
     "Find policies likely to lapse at renewal"),
    ("demand-forecast", "Commerce", "deepar", FORECASTER, "Low", "Forecasting",
     "Forecast demand per store and product"),
    ("dynamic-pricing", "Commerce", "lightgbm", REGRESSOR, "Medium", "Regression",
     "Propose markdown prices"),
    ("recommendation", "Commerce", "pytorch", READER, "Low", "Ranking",
     "Recommend products in the online shop"),
    ("returns-prediction", "Commerce", "xgboost", CLASSIFIER, "Low", "Binary classification",
     "Predict which orders will be returned"),
    ("doc-ocr", "Group Services", "pytorch", READER, "Medium", "Document understanding",
     "Read scanned forms and invoices"),
    ("chat-routing", "Group Services", "pytorch", READER, "Low", "Multiclass classification",
     "Route customer chats to a team"),
    ("kyc-documents", "Group Services", "pytorch", READER, "High", "Document understanding",
     "Check identity documents"),
    ("helpdesk-summary", "Group Services", "pytorch", READER, "Low", "Summarisation",
     "Summarise help-desk tickets"),
)  # fmt: skip

USE_CASES = tuple(
    UseCase(
        name=name,
        unit=unit,
        framework=framework,
        metrics=metrics,
        risk=risk,
        problem=problem,
        purpose=purpose,
    )
    for name, unit, framework, metrics, risk, problem, purpose in _ROWS
)

SEGMENTS = (
    "retail", "sme", "corporate", "private", "premium", "student", "online", "branch", "mobile", "partner",
    "emea", "apac", "amer", "uk", "france", "germany", "iberia", "nordics", "benelux", "singapore",
)  # fmt: skip
QUALIFIERS = ("", "challenger", "next", "batch", "explainable", "daily", "intraday", "pilot")

_FIRST = (
    "lea", "marco", "aisha", "tom", "yuki", "sofia", "priya", "lars", "emma", "kofi", "ana", "jonas",
    "mei", "omar", "clara", "ivan", "zoe", "raj", "nina", "paul", "elena", "hugo", "amina", "felix",
)  # fmt: skip
_LAST = (
    "martin", "rossi", "khan", "baker", "tanaka", "garcia", "sharma", "nilsen", "weber", "mensah", "silva",
    "fischer", "wong", "haddad", "dubois", "petrov", "meyer", "iyer", "berg", "novak", "costa", "moreau",
    "bello", "schmidt",
)  # fmt: skip


def person(number: int) -> str:
    """The address of a person; it is the session name of whatever they do in AWS."""
    first = _FIRST[number % len(_FIRST)]
    last = _LAST[(number * 7 + number // len(_FIRST)) % len(_LAST)]
    return f"{first}.{last}@example.com"


PEOPLE = len(_FIRST) * 3

OTHER_KEYS = {
    "owner": ("Owner", "model_owner", "contact"),
    "team": ("Team", "squad"),
    "business-unit": ("BusinessUnit", "business_unit", "bu", "LOB"),
    "environment": ("Env", "Environment", "stage"),
    "intended-use": ("IntendedUse", "use_case"),
    "risk-tier": ("RiskTier", "risk"),
    "cost-center": ("CostCenter", "costcentre"),
}
MISSPELT = {
    "Retail Banking": ("Retial Banking", "retail banking ", "RetailBanking"),
    "Payments": ("Payment", "PAYMENTS"),
    "Markets": ("Market", "Capital Markets"),
    "Insurance": ("Insurrance", "insurance"),
    "Commerce": ("Comerce", "E-Commerce"),
    "Group Services": ("GroupServices", "group svc"),
    "production": ("prd", "Prod", "live"),
    "development": ("dev", "devl"),
    "sandbox": ("sbx", "playground"),
}

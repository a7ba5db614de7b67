"""The columns that the models of each business unit are fed with."""

from modelgov.demo.aws.monitoring.dataset import Feature, Shape

_N, _S, _C, _P = Shape.NORMAL, Shape.SKEWED, Shape.COUNT, Shape.SHARE

# name, shape, center, spread, decimals, lowest value
_NUMBERS: dict[str, tuple[tuple[str, Shape, float, float, int, float | None], ...]] = {
    "Retail Banking": (
        ("applicant_age", _C, 43.0, 12.5, 0, 18.0),
        ("annual_income", _S, 38_500.0, 0.55, 0, 0.0),
        ("loan_amount", _S, 14_200.0, 0.8, 0, 500.0),
        ("loan_to_income", _P, -0.9, 0.7, 3, 0.0),
        ("utilisation", _P, -0.4, 1.1, 3, 0.0),
        ("months_at_address", _C, 74.0, 41.0, 0, 0.0),
        ("months_at_employer", _C, 58.0, 36.0, 0, 0.0),
        ("bureau_score", _C, 612.0, 74.0, 0, 300.0),
        ("inquiries_6m", _C, 1.6, 1.4, 0, 0.0),
        ("open_accounts", _C, 6.2, 2.9, 0, 0.0),
        ("delinquencies_24m", _C, 0.5, 0.9, 0, 0.0),
        ("savings_balance", _S, 3_900.0, 1.2, 2, 0.0),
        ("days_since_last_salary", _C, 14.0, 8.0, 0, 0.0),
        ("rate_offered", _N, 7.4, 1.9, 2, 0.5),
    ),
    "Payments": (
        ("amount", _S, 41.0, 1.1, 2, 0.01),
        ("amount_to_mean_30d", _S, 1.0, 0.7, 3, 0.0),
        ("transactions_1h", _C, 1.3, 1.2, 0, 0.0),
        ("transactions_24h", _C, 4.8, 3.1, 0, 0.0),
        ("distance_km", _S, 6.5, 1.6, 1, 0.0),
        ("seconds_since_last", _S, 5_400.0, 1.4, 0, 0.0),
        ("card_age_days", _C, 820.0, 390.0, 0, 0.0),
        ("merchant_chargeback_rate", _P, -4.2, 0.6, 4, 0.0),
        ("merchant_age_days", _C, 1_150.0, 480.0, 0, 0.0),
        ("declines_7d", _C, 0.4, 0.8, 0, 0.0),
        ("ip_risk", _P, -1.6, 0.9, 3, 0.0),
        ("device_accounts", _C, 1.2, 0.8, 0, 0.0),
        ("hour_of_day", _C, 13.5, 5.0, 0, 0.0),
    ),
    "Markets": (
        ("mid_price", _N, 99.4, 6.8, 3, 0.0),
        ("bid_ask_bp", _S, 11.0, 0.7, 2, 0.0),
        ("volume_1d", _S, 2_400_000.0, 1.1, 0, 0.0),
        ("volatility_20d", _S, 0.14, 0.45, 4, 0.0),
        ("duration_years", _N, 5.8, 2.6, 2, 0.0),
        ("spread_to_curve_bp", _N, 142.0, 58.0, 1, None),
        ("time_to_maturity", _N, 6.9, 3.1, 2, 0.0),
        ("order_size", _S, 310_000.0, 0.9, 0, 0.0),
        ("cancel_ratio", _P, -1.1, 0.9, 3, 0.0),
        ("messages_per_second", _C, 21.0, 9.0, 0, 0.0),
        ("exposure_limit_used", _P, -0.2, 0.8, 3, 0.0),
        ("carry_bp", _N, 22.0, 17.0, 1, None),
    ),
    "Insurance": (
        ("driver_age", _C, 47.0, 14.0, 0, 17.0),
        ("vehicle_age", _C, 7.1, 4.2, 0, 0.0),
        ("vehicle_value", _S, 15_800.0, 0.6, 0, 200.0),
        ("annual_mileage", _S, 8_900.0, 0.5, 0, 0.0),
        ("years_no_claims", _C, 8.0, 5.1, 0, 0.0),
        ("claim_amount", _S, 2_100.0, 1.0, 2, 0.0),
        ("days_to_report", _S, 3.2, 1.1, 0, 0.0),
        ("prior_claims_36m", _C, 0.6, 0.9, 0, 0.0),
        ("premium", _S, 540.0, 0.4, 2, 50.0),
        ("policy_months", _C, 38.0, 24.0, 0, 0.0),
        ("repair_estimate", _S, 1_650.0, 0.8, 2, 0.0),
        ("photos", _C, 5.0, 2.4, 0, 0.0),
        ("postcode_risk", _P, -0.7, 0.8, 3, 0.0),
    ),
    "Commerce": (
        ("units_last_week", _C, 34.0, 17.0, 0, 0.0),
        ("units_same_week_last_year", _C, 31.0, 16.0, 0, 0.0),
        ("price", _S, 24.5, 0.7, 2, 0.1),
        ("discount", _P, -1.8, 0.8, 3, 0.0),
        ("stock_days", _C, 21.0, 9.0, 0, 0.0),
        ("temperature", _N, 12.8, 7.6, 1, None),
        ("footfall", _C, 940.0, 280.0, 0, 0.0),
        ("page_views", _S, 5_200.0, 0.9, 0, 0.0),
        ("basket_value", _S, 62.0, 0.6, 2, 0.0),
        ("returns_90d", _C, 1.1, 1.2, 0, 0.0),
        ("delivery_days", _C, 3.4, 1.5, 0, 0.0),
        ("competitor_price_ratio", _N, 1.01, 0.08, 3, 0.1),
    ),
}

_WORDS: dict[str, tuple[tuple[str, tuple[str, ...], str], ...]] = {
    # name, the values that training saw with the most frequent first, and one that comes later
    "Retail Banking": (
        ("employment", ("permanent", "self-employed", "temporary", "retired", "student"), "gig-worker"),
        ("housing", ("owner", "tenant", "with-parents"), "co-living"),
        ("channel", ("branch", "online", "phone", "partner"), "app-clip"),
        ("purpose", ("car", "home", "consolidation", "holiday", "other"), "energy"),
        ("marital_status", ("married", "single", "divorced", "widowed"), "registered"),
    ),
    "Payments": (
        ("merchant_category", ("grocery", "fuel", "travel", "electronics", "gaming", "other"), "crypto"),
        ("entry_mode", ("chip", "contactless", "online", "magstripe"), "tokenised"),
        ("country", ("GB", "FR", "DE", "ES", "US", "IT"), "TR"),
        ("card_type", ("debit", "credit", "prepaid"), "virtual"),
        ("device_os", ("ios", "android", "web"), "watch"),
    ),
    "Markets": (
        ("sector", ("financials", "utilities", "industrials", "energy", "telecom"), "data-centres"),
        ("rating", ("BBB", "A", "BB", "AA", "B", "AAA"), "NR"),
        ("venue", ("RFQ", "voice", "CLOB"), "dark"),
        ("currency", ("EUR", "USD", "GBP", "CHF"), "SGD"),
        ("side", ("buy", "sell"), "cross"),
    ),
    "Insurance": (
        ("fuel", ("petrol", "diesel", "hybrid", "electric"), "hydrogen"),
        ("cover", ("comprehensive", "third-party", "fire-theft"), "pay-per-mile"),
        ("loss_cause", ("collision", "theft", "weather", "glass", "vandalism"), "battery"),
        ("region", ("north", "south", "east", "west", "capital"), "islands"),
        ("payment_plan", ("annual", "monthly"), "weekly"),
    ),
    "Commerce": (
        ("store_format", ("supermarket", "express", "hypermarket", "online"), "dark-store"),
        ("category", ("grocery", "apparel", "home", "toys", "electronics"), "pet"),
        ("promotion", ("none", "percentage", "bundle", "loyalty"), "livestream"),
        ("weekday", ("sat", "fri", "thu", "sun", "wed", "tue", "mon"), "hol"),
        ("payment", ("card", "wallet", "invoice"), "instalments"),
    ),
}

FACETS = {
    "Retail Banking": ("gender", "female"),
    "Payments": ("country_of_birth", "abroad"),
    "Markets": ("client_type", "retail"),
    "Insurance": ("age_group", "18-25"),
    "Commerce": ("gender", "female"),
}


def features(unit: str) -> tuple[tuple[Feature, ...], tuple[Feature, ...]]:
    """The numbers and the words of a business unit; one whose models read no tables has none."""
    numbers = tuple(
        Feature(name=name, shape=shape, center=center, spread=spread, decimals=decimals, lowest=lowest)
        for name, shape, center, spread, decimals, lowest in _NUMBERS.get(unit, ())
    )
    words = tuple(
        Feature(name=name, shape=Shape.WORD, words=values, weights=_weights(len(values)))
        for name, values, _ in _WORDS.get(unit, ())
    )
    return numbers, words


def newcomer(unit: str, name: str) -> str:
    """The word of a column that training never saw."""
    return next(late for column, _, late in _WORDS[unit] if column == name)


def _weights(count: int) -> tuple[float, ...]:
    return tuple(round(0.62**place, 4) for place in range(count))

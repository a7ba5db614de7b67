"""The gate of every statement: Trino's dialect, in the subset that DuckDB answers alike."""

from collections.abc import Mapping

import sqlglot
from sqlglot import exp
from sqlglot.errors import OptimizeError, ParseError, TokenError
from sqlglot.optimizer.qualify import qualify

from modelgov.lake.flatten import columns_of
from modelgov.record.column import Type
from modelgov.record.shape import TABLES
from modelgov.table.view import ORDER, named_tables, view

TRINO: dict[Type, str] = {
    Type.TEXT: "varchar",
    Type.JSON: "varchar",
    Type.LONG: "bigint",
    Type.DOUBLE: "double",
    Type.BOOLEAN: "boolean",
    Type.TIME: "timestamp with time zone",
}
# What the views need besides observations: spellings, prices, the word for a missing fact, the moment
# that they tell of (null for now), bills, tiers.
OWN: dict[str, dict[str, str]] = {
    "spelling": {"fact": "varchar", "spelling": "varchar", "rank": "bigint", "canonical": "varchar"},
    "price": {
        "region": "varchar",
        "instance_type": "varchar",
        "component": "varchar",
        "usd_hour": "double",
        "price_date": "date",
    },
    "fallback": {"unassigned": "varchar"},
    "instant": {"as_of": "timestamp with time zone"},
    "cost_line": {
        "day": "date",
        "account_id": "varchar",
        "region": "varchar",
        "resource_arn": "varchar",
        "usage_type": "varchar",
        "usage_operation": "varchar",
        "product_family": "varchar",
        "usage_unit": "varchar",
        "usage_amount": "double",
        "billed_usd": "double",
    },
    "metric_shift": {
        "account_id": "varchar",
        "region": "varchar",
        "endpoint_name": "varchar",
        "metric_name": "varchar",
        "points": "bigint",
        "form": "varchar",
        "since": "timestamp with time zone",
        "before_value": "double",
        "after_value": "double",
        "change_share": "double",
        "strength": "double",
    },
    "tier_rule": {
        "place": "bigint",
        "tier": "bigint",
        "tier_reason": "varchar",
        "production": "boolean",
        "environment": "varchar",
        "business_unit": "varchar",
        "intended_use": "varchar",
        "card_risk": "varchar",
    },
}
BANNED: dict[type[exp.Expr], str] = {
    exp.Anonymous: "a function that is not known",
    exp.Qualify: "QUALIFY",
    exp.ApproxDistinct: "an approximation",
    exp.ApproxQuantile: "an approximation",
    exp.PercentileCont: "a percentile that becomes an approximation",
    exp.Quantile: "a percentile that Trino lacks",
    exp.Median: "a median that Trino lacks",
}
MOMENTS = ("TIMESTAMP", "TIMESTAMPTZ", "TIME")


def offences(statement: str, *, star: bool = False) -> list[str]:
    """What in a statement Trino and DuckDB would not answer alike, or Trino not at all."""
    try:
        tree = sqlglot.parse_one(statement, read="trino")
    except (ParseError, TokenError) as error:
        return [f"not Trino: {str(error).splitlines()[0]}"]
    banned = [said for kind, said in BANNED.items() if tree.find(kind)]
    return [*banned, *_read_apart(tree), *_shape(tree, star)]


def _read_apart(tree: exp.Expr) -> list[str]:
    """Constructs that both engines take and read differently."""
    found = [
        f"{difference.sql()} counts time, not days"
        for difference in tree.find_all(exp.DateDiff)
        if not all(_is_cast(side, "DATE") for side in (difference.this, difference.expression))
    ]
    for division in tree.find_all(exp.Div):
        if not isinstance(division.expression, exp.Nullif):
            found.append(f"{division.sql()} divides without NULLIF")
        if not (_is_cast(division.this, "DOUBLE") or _is_cast(division.expression, "DOUBLE")):
            found.append(f"{division.sql()} may divide integers")
    found += [
        f"{cast.sql()} casts to a moment"
        for cast in tree.find_all(exp.Cast)
        if _is_cast(cast, *MOMENTS) and not isinstance(cast.this, exp.Placeholder)
    ]
    found += [
        f"{branch.sql()} is IF, not CASE"
        for branch in tree.find_all(exp.If)
        if not isinstance(branch.parent, exp.Case)
    ]
    return found


def _shape(tree: exp.Expr, star: bool) -> list[str]:
    """What only one of the two engines has, or what hides which columns come."""
    found = ["GROUP BY ALL" for group in tree.find_all(exp.Group) if group.args.get("all")]
    found += ["GROUP BY a number" for group in tree.find_all(exp.Group) if group.find(exp.Literal)]
    found += ["ASOF" for join in tree.find_all(exp.Join) if join.args.get("method") == "ASOF"]
    for each in tree.find_all(exp.Star):
        if each.args.get("except_") or each.args.get("replace"):
            found.append("EXCLUDE or REPLACE")
        elif not star and not isinstance(each.parent, exp.Count):
            found.append("select *")
    return found


def _is_cast(node: exp.Expr, *kinds: str) -> bool:
    return isinstance(node, exp.Cast) and node.to.sql().upper() in kinds


def base_columns() -> dict[str, dict[str, str]]:
    """Names and Trino types of what views build on: observations and our own small tables."""
    return {
        table.name: {column.name: TRINO[column.type] for column in columns_of(table)} for table in TABLES
    } | OWN


def known_columns() -> dict[str, dict[str, str]]:
    """What every statement may name: the base tables and the views in order, resolved by sqlglot alone."""
    known = base_columns()
    for name in ORDER:
        known[name] = dict.fromkeys(resolved(view(name).statement, known).named_selects, "varchar")
    return known


def resolved(statement: str, known: Mapping[str, Mapping[str, str]]) -> exp.Query:
    """The statement with every column qualified; raises OptimizeError for one that does not exist."""
    tree = qualify(
        sqlglot.parse_one(statement, read="trino"),
        dialect="trino",
        schema={name: dict(columns) for name, columns in known.items()},
        validate_qualify_columns=True,
    )
    if not isinstance(tree, exp.Query):
        raise OptimizeError("It is not a query.")
    return tree


def unknown_tables(tree: exp.Query, known: Mapping[str, Mapping[str, str]]) -> list[str]:
    """Tables that a statement names and that do not exist."""
    return sorted(named_tables(tree) - known.keys())

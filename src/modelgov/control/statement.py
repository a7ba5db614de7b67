"""A control's statement with its numbers put in, in the dialect of an engine; `:now` stays a bound value."""

from functools import cache

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from modelgov.control.control import CONTRACT, Control, Number, Parameter
from modelgov.errors import ControlError

NOW = "now"
TIERED = "g"  # the alias under which a statement joins `governed` where a number differs by tier


@cache
def duckdb_statement(control: Control) -> str:
    """The statement for the embedded engine, with the parameter `$now`."""
    return bound(control).sql(dialect="duckdb")


@cache
def evidence_of(control: Control) -> tuple[str, ...]:
    """The columns beyond those that every control has; raises ControlError where these are not the first."""
    names = tuple(bound(control).named_selects)
    if names[: len(CONTRACT)] != CONTRACT:
        raise _refused(control, f"Its first columns are {', '.join(names[:5])}, not {', '.join(CONTRACT)}.")
    return names[len(CONTRACT) :]


def bound(control: Control) -> exp.Query:
    """The statement as a tree; raises ControlError where it does not parse or names what it has not."""
    try:
        tree = sqlglot.parse_one(control.statement, read="trino")
    except SqlglotError as error:
        raise _refused(control, f"The statement does not parse: {str(error).splitlines()[0]}") from error
    if not isinstance(tree, exp.Query):
        raise _refused(control, "The statement is not a query.")

    def put(node: exp.Expr) -> exp.Expr:
        if not isinstance(node, exp.Placeholder):
            return node
        name = str(node.this or "?")
        if name == NOW:
            return exp.Parameter(this=exp.Var(this=NOW))
        if name not in control.parameters:
            raise _refused(control, f"The statement names :{name}, which the header does not have.")
        return _number(control.parameters[name])

    put_in: exp.Query = tree.transform(put)  # type: ignore[assignment]
    return put_in


def _number(parameter: Parameter) -> exp.Expr:
    default = _literal(parameter.default)
    if not parameter.by_tier:
        return default
    tier = exp.column("tier", table=TIERED)
    case = exp.Case(this=tier, default=default)
    for number, value in sorted(parameter.by_tier.items()):
        case = case.when(_literal(number), _literal(value))
    return exp.paren(case)


def _literal(number: Number) -> exp.Expr:
    return exp.Literal.number(number) if number >= 0 else exp.Neg(this=exp.Literal.number(-number))


def _refused(control: Control, what: str) -> ControlError:
    return ControlError(
        what=what, where=str(control.path), remedy="Correct the statement; see docs/controls.md."
    )

"""A reader's statement: parsed as Trino, refused unless it only reads, turned into DuckDB's dialect."""

import sqlglot
from sqlglot import exp
from sqlglot.errors import SqlglotError

from modelgov.errors import QueryError

READING = (exp.Query, exp.Values)
# What may stand inside a query and yet writes: a CTE that inserts, `select … into`.
WRITING = (exp.DML, exp.Create, exp.Drop, exp.Into, exp.Command)


def read_only(sql: str) -> str:
    """The statement in DuckDB's dialect; raises QueryError unless it is one that only reads."""
    try:
        parsed = [statement for statement in sqlglot.parse(sql, read="trino") if statement is not None]
    except SqlglotError as error:
        raise QueryError(
            what=f"The statement cannot be read: {str(error).splitlines()[0]}",
            where="query",
            remedy="Write one select in Trino's dialect; see `modelgov tables` for what there is.",
        ) from error
    if len(parsed) != 1 or not isinstance(parsed[0], READING) or parsed[0].find(*WRITING):
        raise QueryError(
            what="Only one statement that reads is allowed.",
            where="query",
            remedy="Write one select.",
        )
    return parsed[0].sql(dialect="duckdb")

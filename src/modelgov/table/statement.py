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
        if len(parsed) == 1 and isinstance(parsed[0], READING) and not parsed[0].find(*WRITING):
            return parsed[0].sql(dialect="duckdb")
    except (SqlglotError, RecursionError) as error:
        said = str(error).splitlines()[0] if isinstance(error, SqlglotError) else "it is nested too deeply."
        raise QueryError(
            what=f"The statement cannot be read: {said}",
            where="query",
            remedy="Write one select in Trino's dialect; see `modelgov tables` for what there is.",
        ) from error
    raise QueryError(
        what="Only one statement that reads is allowed.", where="query", remedy="Write one select."
    )

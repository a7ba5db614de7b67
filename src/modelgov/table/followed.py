"""The kept findings through a change: only rows that it touched are computed again, all take seconds."""

from collections.abc import Collection, Sequence

import duckdb

from modelgov.table.view import duckdb_statement

MOST = 5_000  # findings beyond which all are computed again


def follow_findings(
    cursor: duckdb.DuckDBPyConnection, groups: Sequence[str], assets: Sequence[str], findings: Sequence[str]
) -> bool:
    """Bring `kept.finding` up to groups, assets and findings that changed; False where these are too many.

    What is of an asset that is in one of the groups now, or was before, may have another owner.
    """
    of_group = f"select asset from hot.governed where model_group in {listed(groups)}"
    found = cursor.execute(
        f"select finding_id, judged_asset from kept.finding"
        f" where model_group in {listed(groups)} or judged_asset in {listed(assets)}"
        f" union select asset, judged_asset from hot.finding_now"
        f" where asset in {listed(findings)} or judged_asset in ({of_group})",
        [*groups, *assets, *findings, *groups],
    ).fetchall()
    if not found:
        return True
    if len(found) > MOST:
        return False
    touched, judged = sorted({row[0] for row in found}), sorted({row[1] for row in found})
    # under their names the statement of the view finds these few rows before all others
    cursor.execute(
        f"create temp table finding_now as select * from hot.finding_now where asset in {listed(touched)}",
        touched,
    )
    cursor.execute(
        f"create temp table governed as select * from hot.governed where asset in {listed(judged)}", judged
    )
    cursor.execute(f"delete from kept.finding where finding_id in {listed(touched)}", touched)
    cursor.execute(f"insert into kept.finding {duckdb_statement('finding')}")
    cursor.execute("drop table temp.finding_now")
    cursor.execute("drop table temp.governed")
    return True


def listed(values: Collection[str]) -> str:
    """Marks for the values; an empty list holds nothing."""
    return f"({', '.join('?' for _ in values) or 'null'})"

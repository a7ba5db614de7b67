-- Every turn of one finding, newest first. Takes its id.
select
    position,
    turn,
    status,
    severity,
    reason,
    control_version,
    sql_hash,
    evaluation,
    library_hash,
    journal_position,
    snapshots_json,
    changed_at
from finding_turn
where finding_id = ?
order by position desc

-- Every turn of every finding, with the control's version and hash, and the data that it was judged over.
select
    f.asset as finding_id,
    f.control_id,
    f.control_version,
    f.sql_hash,
    f.judged_asset,
    f.account_id,
    f.region,
    f.severity,
    f.status,
    f.reason,
    f.evidence_json,
    f.turn,
    f.opened_at,
    f.changed_at,
    f.evaluation,
    e.library_hash,
    e.journal_position,
    e.snapshots_json,
    f.position
from finding_observation as f
left join evaluation_observation as e on e.evaluation = f.evaluation

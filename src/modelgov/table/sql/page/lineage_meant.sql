-- What an artifact or a context of lineage stands for. Takes its ARN twice.
select source_uri
from lineage_artifact_now
where asset = ?
union all
select source_uri
from lineage_context_now
where asset = ?

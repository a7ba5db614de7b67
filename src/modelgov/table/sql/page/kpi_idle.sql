-- What idle endpoints cost a month at list price, and of how many no price is known.
select
    sum(cast(json_extract_scalar(evidence_json, '$.usd_per_month') as double)) as usd_per_month,
    count(*) filter (where json_extract_scalar(evidence_json, '$.usd_per_month') is null) as unpriced
from finding
where control_id = 'cost-endpoint-idle' and status = 'fail'

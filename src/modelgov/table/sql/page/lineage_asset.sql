-- What is known of versions and endpoints. Takes their ARNs, a line each, as lineage spells them.
select
    lower(v.model_version_arn) as asset,
    v.account_id,
    v.region,
    v.model_group,
    v.version,
    v.approval_status as status,
    v.production
from model_version as v
where contains(split(?, chr(10)), lower(v.model_version_arn))
union all
select
    e.asset,
    e.account_id,
    e.region,
    cast(null as varchar) as model_group,
    cast(null as bigint) as version,
    e.endpoint_status as status,
    e.endpoint_status = 'InService' as production
from endpoint_now as e
where contains(split(?, chr(10)), e.asset)

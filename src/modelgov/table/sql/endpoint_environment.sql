-- The environment that every endpoint is in: what its account or units say, else what the version that it serves says.
with served as (
    select
        endpoint_arn,
        max(model_version_arn) as model_version_arn
    from endpoint
    where model_version_arn is not null
    group by endpoint_arn
),

said as (
    select
        e.account_id,
        e.region,
        e.endpoint_name,
        e.asset,
        e.endpoint_status,
        e.config_name,
        case when a.environment_source <> 'none' then a.environment else v.environment end as environment,
        case
            when a.environment_source <> 'none' then a.environment_source
            else coalesce(v.environment_source, 'none')
        end as environment_source
    from endpoint_now as e
    left join account as a on a.account_id = e.account_id
    left join served as s on s.endpoint_arn = e.asset
    left join model_version as v on v.model_version_arn = s.model_version_arn
)

select
    s.account_id,
    s.region,
    s.endpoint_name,
    s.asset as endpoint_arn,
    s.endpoint_status,
    s.config_name,
    coalesce(s.environment, d.unassigned) as environment,
    s.environment_source,
    case
        when s.environment_source = 'none' then null
        when lower(trim(s.environment)) in ('production', 'prod', 'prd', 'live') then true
        when lower(trim(s.environment)) in (
            'development', 'develop', 'dev', 'devl', 'test', 'testing', 'tst', 'qa', 'uat', 'integration', 'int', 'staging',
            'stage', 'stg', 'preproduction', 'pre-production', 'preprod', 'nonproduction', 'non-production', 'nonprod',
            'sandbox', 'sbx', 'playground', 'research', 'experiment', 'lab', 'training', 'demo', 'poc'
        ) then false
    end as in_production
from said as s
cross join fallback as d

-- title = "A version that serves in production claims to be in production"
-- group = "deployment"
-- severity = "medium"
-- version = 1
-- asset = "model_version"
-- why = "A version that calls itself a development version is left out of the reviews of production models while it decides in production. Where stages and truth differ, nobody can rely on either."
-- remedy = "The owner and the model risk officer check that the version went through every stage; then its stage in the registry is corrected. If it was never meant to serve, take it off the endpoint. A version without any stage is not judged: its organisation does not use stages. In AWS: `aws sagemaker update-model-package --model-life-cycle Stage=Production,StageStatus=Approved`."
-- settle = "Name the stage by one of the usual words (Production, Staging, Development, Archived), and tag the endpoint, its group or its account with the environment."
-- reads = ["Search:ModelPackage", "Search:Endpoint", "DescribeEndpointConfig", "Search:Model"]
-- [evidence]
-- production_endpoint = "An endpoint in production that serves it."
-- production_endpoints = "Endpoints in production that serve it."
with serving as (
    select
        e.model_version_arn,
        count(distinct case when x.in_production then e.endpoint_arn end) as production_endpoints,
        count(distinct case when x.in_production is null then e.endpoint_arn end) as unsure_endpoints,
        max(case when x.in_production then e.endpoint_name end) as production_endpoint
    from endpoint as e
    inner join endpoint_environment as x on x.endpoint_arn = e.endpoint_arn
    where e.endpoint_status = 'InService' and e.model_version_arn is not null
    group by e.model_version_arn
),

claimed as (
    select
        v.model_version_arn,
        v.account_id,
        v.region,
        v.stage,
        v.stage_status,
        v.approval_status,
        v.owner,
        v.team,
        s.production_endpoint,
        s.production_endpoints,
        case
            when lower(trim(v.stage)) in ('production', 'prod', 'prd', 'live') then 'production'
            when lower(trim(v.stage)) in (
                'proposal', 'development', 'develop', 'dev', 'experiment', 'experimentation', 'sandbox', 'test', 'testing',
                'qa', 'uat', 'validation', 'staging', 'stage', 'preproduction', 'pre-production', 'preprod'
            ) then 'before'
            else 'not known'
        end as claim
    from model_version as v
    inner join serving as s on s.model_version_arn = v.model_version_arn
    where
        trim(coalesce(v.stage, '')) <> ''
        -- Archived and retired versions that serve are deployment-no-retired's.
        and lower(trim(v.stage)) not in ('archived', 'retired', 'decommissioned')
        and (s.production_endpoints > 0 or s.unsure_endpoints > 0)
)

select
    c.model_version_arn as asset,
    c.account_id,
    c.region,
    case
        when c.claim = 'production' then 'pass'
        when c.claim = 'not known' or c.production_endpoints = 0 then 'unknown'
        else 'fail'
    end as status,
    case
        when c.claim = 'production' then 'It claims to be in production, and serves.'
        when c.claim = 'not known' then 'It claims the stage ' || c.stage || '; whether that is production cannot be told.'
        when c.production_endpoints = 0 then 'It serves; whether its endpoint is in production is said nowhere.'
        else 'It serves in production on ' || c.production_endpoint || ' and claims the stage ' || c.stage || '.'
    end as reason,
    c.stage,
    c.stage_status,
    c.approval_status,
    c.production_endpoint,
    c.production_endpoints,
    c.owner,
    c.team
from claimed as c

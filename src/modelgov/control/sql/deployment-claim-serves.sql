-- title = "A version that claims to be in production serves"
-- group = "deployment"
-- severity = "low"
-- severity_tier_1 = "medium"
-- version = 2
-- asset = "model_version"
-- why = "Who reads the stages takes this version for one that decides. Reviews, monitors and reports go to what is not used, and the version that does serve is overlooked."
-- remedy = "The owner says in the registry that the version is out of use, or deploys it if it was meant to serve. A version that batch jobs use counts as serving. In AWS: `aws sagemaker update-model-package --model-life-cycle Stage=Archived,StageStatus=Retired`."
-- settle = "Let modelgov read endpoints, their configs, models, inference components and transform jobs there, and run a full collection."
-- reads = ["Search:ModelPackage", "Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "ListInferenceComponents", "ListTransformJobs"]
-- absence = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "ListInferenceComponents", "ListTransformJobs"]
-- since = { last_batch_at = "Last batch job" }
-- [parameters]
-- days = { default = 35, meaning = "Days for which a batch job counts as serving." }
-- [evidence]
-- last_batch_at = "When the newest batch job that used it was created, UTC."
with batch as (
    select
        k.model_version_arn,
        max(t.created_at) as last_batch_at
    from transform_job as t
    inner join model_source as k
        on k.account_id = t.account_id and k.region = t.region and k.model_name = t.model_name
    where k.model_version_arn is not null and t.job_status in ('Completed', 'InProgress', 'Stopping')
    group by k.model_version_arn
),

claimed as (
    select
        v.model_version_arn,
        v.account_id,
        v.region,
        v.stage,
        v.stage_status,
        v.approval_status,
        v.production,
        v.endpoints,
        v.owner,
        v.team,
        b.last_batch_at,
        coalesce(
            date_diff('day', cast(b.last_batch_at as date), cast(:now as date)) <= :days, false
        ) as batched
    from model_version as v
    left join batch as b on b.model_version_arn = v.model_version_arn
    where lower(trim(v.stage)) in ('production', 'prod', 'prd', 'live')
)

select
    c.model_version_arn as asset,
    c.account_id,
    c.region,
    case when c.production is null then 'unknown' when c.production or c.batched then 'pass' else 'fail' end as status,
    case
        when c.production then 'It serves, as it claims.'
        when c.batched then 'Batch jobs use it.'
        when c.production is null then 'Whether it serves was not seen.'
        when c.endpoints > 0 then 'It claims the stage ' || c.stage || ', but no endpoint that runs it is in service.'
        when c.last_batch_at is not null
            then 'It claims the stage ' || c.stage || ', but nothing serves it and its last batch job was on '
            || cast(cast(c.last_batch_at as date) as varchar) || ', more than ' || cast(:days as varchar) || ' days ago.'
        else 'It claims the stage ' || c.stage || ', but nothing serves it.'
    end as reason,
    c.stage,
    c.stage_status,
    c.approval_status,
    c.production,
    c.endpoints,
    c.last_batch_at,
    c.owner,
    c.team
from claimed as c

-- title = "Production endpoints run on more than one instance"
-- group = "deployment"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 3
-- asset = "endpoint"
-- why = "Two machines (instances) stand in two places, so that one still answers when the other or its place fails. One alone answers nobody then, nor while it is replaced."
-- remedy = "The owner lets the endpoint run on two machines at least, so that it still answers when one of them fails, and lets its automatic scaling never go below two. Endpoints whose requests wait in a queue (asynchronous ones) are not judged; serverless ones pass. In AWS: `aws sagemaker update-endpoint-weights-and-capacities --desired-weights-and-capacities VariantName=<name>,DesiredInstanceCount=2`, and the least capacity of its scaling target."
-- settle = "Let modelgov read the endpoint and its config, and tag the endpoint, its group or its account with the environment."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig"]
-- [parameters]
-- instances = { default = 2, meaning = "The fewest instances of a variant." }
-- [evidence]
-- fewest_instances = "Instances of the variant that has the fewest."
-- weak_variant = "The variant that has the fewest instances."
-- weak_variants = "Variants with too few instances."
with variant as (
    select distinct
        e.endpoint_arn,
        e.variant_name,
        e.instance_type,
        e.instance_count,
        e.serverless_memory_mb
    from endpoint as e
    where e.endpoint_status = 'InService'
),

counted as (
    select
        v.endpoint_arn,
        min(case when v.serverless_memory_mb is null then v.instance_count end) as fewest_instances,
        min_by(v.variant_name, case when v.serverless_memory_mb is null then v.instance_count end) as weak_variant,
        min_by(v.instance_type, case when v.serverless_memory_mb is null then v.instance_count end) as instance_type,
        count(*) filter (where v.serverless_memory_mb is null and v.instance_count < :instances) as weak_variants,
        count(*) filter (where v.serverless_memory_mb is null and v.instance_count is null) as unseen_variants
    from variant as v
    group by v.endpoint_arn
),

judged as (
    select
        x.endpoint_arn,
        x.account_id,
        x.region,
        x.endpoint_name,
        x.config_name,
        x.environment,
        x.environment_source,
        x.in_production,
        n.fewest_instances,
        n.weak_variant,
        n.weak_variants,
        n.unseen_variants,
        n.instance_type
    from endpoint_environment as x
    inner join counted as n on n.endpoint_arn = x.endpoint_arn
    left join endpoint_config_now as c
        on c.account_id = x.account_id and c.region = x.region and c.config_name = x.config_name
    where x.endpoint_status = 'InService' and coalesce(x.in_production, true) and c.async_output_uri is null
)

select
    j.endpoint_arn as asset,
    j.account_id,
    j.region,
    case
        when j.weak_variants > 0 and j.in_production is null then 'unknown'
        when j.weak_variants > 0 then 'fail'
        when j.unseen_variants > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when j.weak_variants > 0 and j.in_production is null
            then 'It runs on few machines (instances); whether it is in production is said nowhere.'
        when j.weak_variants > 0
            then 'Its variant ' || coalesce(j.weak_variant, 'without a name') || ' runs on '
            || case j.fewest_instances
                when 0 then 'no machine (instance)' when 1 then 'one machine (instance)'
                else cast(j.fewest_instances as varchar) || ' machines (instances)'
            end || '; ' || cast(:instances as varchar) || ' are needed.'
        when j.unseen_variants > 0 then 'How many instances it has was not seen.'
        else 'It has enough instances, or is serverless.'
    end as reason,
    j.endpoint_name,
    j.environment,
    j.environment_source,
    j.fewest_instances,
    j.weak_variant,
    j.weak_variants,
    j.instance_type,
    j.config_name
from judged as j

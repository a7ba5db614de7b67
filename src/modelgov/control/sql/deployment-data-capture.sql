-- title = "Production endpoints record what they are asked and what they answer"
-- group = "deployment"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "endpoint"
-- why = "Without a record of inputs and answers no complaint can be looked into, no drift can be seen and no monitor can work. Rules on high-risk systems ask that such logs are kept."
-- remedy = "The owner switches the recording of requests and answers on, and says which share of them is kept and where; where it was stopped, the owner starts it again. A serverless endpoint cannot record: let those who call it keep the record, and ask for a waiver that says so. In AWS: a new endpoint config with DataCaptureConfig (EnableCapture, the percentage, a bucket, Input and Output), then `aws sagemaker update-endpoint`; after a stop, update the endpoint with its config again."
-- settle = "Let modelgov read the endpoint's config (DescribeEndpointConfig), and say in a tag of the endpoint, its group or its account whether it is in production; for a serverless endpoint, say in a waiver how its callers log."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig"]
-- absence = ["DescribeEndpointConfig"]
-- [parameters]
-- percent = { default = 1, tier_1 = 100, meaning = "The least share of the requests that is captured, percent." }
-- [evidence]
-- percent_needed = "The least share of the requests that must be captured, percent."
-- serverless_variants = "Variants that are serverless, which cannot capture."
with hosted as (
    select
        e.endpoint_arn,
        count(e.serverless_memory_mb) as serverless_variants
    from endpoint as e
    group by e.endpoint_arn
),

seen as (
    select
        x.endpoint_arn,
        x.account_id,
        x.region,
        x.endpoint_name,
        x.config_name,
        x.environment,
        x.environment_source,
        x.in_production,
        c.config_name is not null as config_seen,
        c.data_capture,
        c.capture_percent,
        c.capture_uri,
        n.capture_status,
        coalesce(h.serverless_variants, 0) as serverless_variants,
        :percent as percent_needed,
        g.owner,
        g.team
    from endpoint_environment as x
    inner join endpoint_now as n on n.asset = x.endpoint_arn
    inner join governed as g on g.asset = x.endpoint_arn
    left join endpoint_config_now as c
        on c.account_id = x.account_id and c.region = x.region and c.config_name = x.config_name
    left join hosted as h on h.endpoint_arn = x.endpoint_arn
    where x.endpoint_status = 'InService' and coalesce(x.in_production, true)
),

judged as (
    select
        s.endpoint_arn,
        s.account_id,
        s.region,
        s.endpoint_name,
        s.config_name,
        s.environment,
        s.environment_source,
        s.in_production,
        s.data_capture,
        s.capture_percent,
        s.capture_uri,
        s.capture_status,
        s.serverless_variants,
        s.percent_needed,
        s.owner,
        s.team,
        case
            when s.serverless_variants > 0 then 'serverless'
            when not s.config_seen then 'unseen'
            when not coalesce(s.data_capture, false) then 'off'
            when s.capture_status = 'Stopped' then 'stopped'
            when s.capture_percent is null then 'unsaid'
            when s.capture_percent < s.percent_needed then 'little'
            else 'enough'
        end as capture
    from seen as s
)

select
    j.endpoint_arn as asset,
    j.account_id,
    j.region,
    case
        when j.capture = 'enough' then 'pass'
        when j.capture in ('serverless', 'unseen', 'unsaid') or j.in_production is null then 'unknown'
        else 'fail'
    end as status,
    case
        when j.capture = 'enough' then 'It keeps a record of what it is asked and answers.'
        when j.capture = 'serverless' then 'It is serverless and cannot record what it is asked; whether its callers do is not known.'
        when j.capture = 'unseen' then 'Its config was not seen.'
        when j.capture = 'unsaid' then 'How much of what it is asked it records is not said.'
        when j.in_production is null then 'It does not record enough of what it is asked; whether it is in production is said nowhere.'
        when j.capture = 'off' then 'It keeps no record of what it is asked and answers.'
        when j.capture = 'stopped' then 'Its recording of what it is asked and answers is stopped.'
        else 'It records ' || cast(j.capture_percent as varchar) || ' percent of the requests and must record '
            || cast(j.percent_needed as varchar) || '.'
    end as reason,
    j.endpoint_name,
    j.config_name,
    j.environment,
    j.environment_source,
    j.data_capture,
    j.capture_status,
    j.capture_percent,
    j.percent_needed,
    j.capture_uri,
    j.serverless_variants,
    j.owner,
    j.team
from judged as j

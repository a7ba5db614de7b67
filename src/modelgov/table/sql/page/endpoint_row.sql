-- Endpoints, one row each: whose they are, what they serve, how they are used, what they cost, whether they fit.
-- Use is that of the busiest variant or component; what a variant that hosts components reports is theirs.
with served as (
    select
        endpoint_arn,
        count(distinct variant_name) as variants,
        count(*) filter (where matched_by = 'none') as unmatched,
        count(*) filter (where matched_by = 'unknown') as unsettled,
        count(*) filter (where approval_status <> 'Approved') as not_approved
    from endpoint
    group by endpoint_arn
),

-- The days of the last seven in which a part served and was asked about, at least one.
part as (
    select
        account_id,
        region,
        endpoint_name,
        case
            when
                date_diff('day', cast(serving_since as date), cast(asked_until as date)) >= 7
                and date_diff('day', cast(asked_from as date), cast(asked_until as date)) >= 7 then 7
            when serving_since > asked_from and cast(serving_since as date) < cast(asked_until as date)
                then date_diff('day', cast(serving_since as date), cast(asked_until as date))
            when cast(asked_from as date) < cast(asked_until as date)
                then date_diff('day', cast(asked_from as date), cast(asked_until as date))
            else 1
        end as days,
        coalesce(invocations_7d, case when idle_7d then 0 end) as invocations_7d,
        invocations_30d,
        errors_4xx_30d,
        errors_5xx_30d,
        model_latency_p50_mean_ms,
        model_latency_p99_median_ms,
        cpu_share_mean,
        memory_percent_mean,
        gpu_percent_mean,
        idle_7d,
        idle_14d,
        idle_30d,
        last_invoked_at,
        serving_since,
        asked_until
    from endpoint_usage
    where coalesce(hosting, '') <> 'components' or component_name is not null
),

used as (
    select
        account_id,
        region,
        endpoint_name,
        count(*) as parts,
        count(invocations_7d) as counted_parts,
        sum(cast(invocations_7d as double) / nullif(days, 0)) as invocations_per_day,
        cast(sum(invocations_30d) as bigint) as invocations_30d,
        cast(sum(errors_4xx_30d) as bigint) as errors_4xx_30d,
        cast(sum(errors_5xx_30d) as bigint) as errors_5xx_30d,
        max(model_latency_p50_mean_ms) as model_latency_p50_mean_ms,
        max(model_latency_p99_median_ms) as model_latency_p99_median_ms,
        max(cpu_share_mean) as cpu_share_mean,
        max(memory_percent_mean) as memory_percent_mean,
        max(gpu_percent_mean) as gpu_percent_mean,
        count(*) filter (where idle_7d) as idle_7d,
        count(*) filter (where idle_14d) as idle_14d,
        count(*) filter (where idle_30d) as idle_30d,
        count(*) filter (where not idle_14d) as busy_14d,
        max(last_invoked_at) as last_invoked_at,
        min(serving_since) as serving_since,
        max(asked_until) as asked_until
    from part
    group by account_id, region, endpoint_name
),

money as (
    select
        endpoint_arn,
        count(*) as priced_parts,
        count(*) filter (where hosting = 'serverless') as serverless,
        count(*) filter (where hosting <> 'serverless' and usd_per_month is null) as unpriced,
        count(*) filter (where shadow) as shadow_variants,
        count(*) filter (where priced_by = 'list price of another region') as elsewhere,
        count(distinct instance_type) as instance_types,
        max_by(instance_type, coalesce(usd_per_month, 0)) as instance_type,
        cast(sum(instance_count) as bigint) as instance_count,
        sum(usd_per_month) as usd_per_month,
        sum(billed_usd) as billed_usd,
        min(hosting) as first_hosting,
        max(hosting) as last_hosting
    from endpoint_cost
    group by endpoint_arn
),

-- What the controls of utilisation say: their limits, waivers and tiers are those of the library.
judged as (
    select
        judged_asset,
        max(case when control_id = 'utilisation-over' then status end) as over_status,
        max(case when control_id = 'utilisation-under' then status end) as under_status,
        count(*) filter (where status = 'fail') as findings,
        max(case when status = 'fail' then severity_rank end) as severity_rank
    from finding
    where asset_kind = 'endpoint'
    group by judged_asset
),

evaluated as (
    select count(*) as evaluations from evaluation_observation where full_evaluation
)

select
    e.account_id,
    coalesce(a.account_name, e.account_id) as account_name,
    e.region,
    e.endpoint_name,
    e.asset as endpoint_arn,
    e.endpoint_status,
    e.endpoint_status in ('InService', 'Updating', 'SystemUpdating', 'RollingBack') as in_service,
    x.environment,
    x.in_production,
    g.business_unit,
    g.team,
    g.owner,
    g.tier,
    g.model_group,
    g.version,
    case
        when s.unmatched > 0 then 'no'
        when s.unsettled > 0 then 'unknown'
        else 'yes'
    end as registered,
    s.variants,
    coalesce(m.shadow_variants, 0) as shadow_variants,
    s.not_approved,
    case when m.first_hosting = m.last_hosting then m.first_hosting when m.first_hosting is not null then 'mixed'
    end as hosting,
    coalesce(m.instance_type, case when m.serverless = m.priced_parts then 'serverless' else 'unknown' end)
    as instance_type,
    m.instance_types,
    m.instance_count,
    case when u.parts = u.counted_parts then u.invocations_per_day end as invocations_per_day,
    u.invocations_30d,
    u.errors_4xx_30d,
    u.errors_5xx_30d,
    cast(u.errors_4xx_30d + u.errors_5xx_30d as double) / nullif(u.invocations_30d, 0) as error_share,
    u.model_latency_p50_mean_ms,
    u.model_latency_p99_median_ms,
    u.cpu_share_mean,
    cast(u.memory_percent_mean as double) / nullif(100, 0) as memory_share_mean,
    cast(u.gpu_percent_mean as double) / nullif(100, 0) as gpu_share_mean,
    case
        when e.endpoint_status <> 'InService' or m.serverless = m.priced_parts then 'none'
        when j.over_status = 'fail' then 'over'
        when j.under_status = 'fail' then 'under'
        when j.over_status = 'exempt' or j.under_status = 'exempt' then 'exempt'
        when v.evaluations = 0 or u.cpu_share_mean is null then 'unknown'
        when j.over_status = 'unknown' or j.under_status = 'unknown' then 'unknown'
        else 'ok'
    end as fit,
    case
        when e.endpoint_status <> 'InService' or m.serverless = m.priced_parts or m.instance_count = 0 then 'none'
        when u.busy_14d > 0 then 'used'
        when u.parts = u.idle_14d then 'idle'
        else 'unknown'
    end as idle,
    case
        when e.endpoint_status <> 'InService' or m.serverless = m.priced_parts or m.instance_count = 0 then null
        when u.parts = u.idle_30d then 30
        when u.parts = u.idle_14d then 14
        when u.parts = u.idle_7d then 7
    end as idle_days,
    u.last_invoked_at,
    u.serving_since,
    u.asked_until,
    case when m.unpriced = 0 and m.serverless < m.priced_parts then m.usd_per_month end as usd_per_month,
    case
        when m.priced_parts is null then 'config not seen'
        when m.serverless = m.priced_parts then 'by use'
        when m.unpriced > 0 then 'no price known'
        when m.elsewhere > 0 then 'list price of another region'
        else 'list price'
    end as priced_by,
    case
        when m.unpriced = 0 and m.serverless = 0 and u.parts = u.counted_parts
            then cast(12 * 1000 * m.usd_per_month as double) / nullif(365 * u.invocations_per_day, 0)
    end as usd_per_1000,
    m.billed_usd,
    coalesce(j.findings, 0) as findings,
    j.severity_rank,
    e.created_at,
    e.changed_at,
    lower(
        e.endpoint_name || chr(10) || coalesce(g.model_group, '') || chr(10) || g.owner || chr(10) || g.team
        || chr(10) || coalesce(m.instance_type, '') || chr(10) || e.asset
    ) as search_text
from endpoint_now as e
cross join evaluated as v
inner join governed as g on g.asset = e.asset
inner join served as s on s.endpoint_arn = e.asset
left join endpoint_environment as x on x.endpoint_arn = e.asset
left join account as a on a.account_id = e.account_id
left join used as u
    on u.account_id = e.account_id and u.region = e.region and u.endpoint_name = e.endpoint_name
left join money as m on m.endpoint_arn = e.asset
left join judged as j on j.judged_asset = e.asset

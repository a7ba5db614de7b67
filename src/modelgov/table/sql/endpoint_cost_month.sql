-- Hours in service by endpoint, model and month, from every state that was seen of an endpoint: their list price,
-- and what AWS billed for them, shared by list price where an endpoint serves several models.
with looked as (
    select
        account_id,
        region,
        max(observed_at) as looked_at
    from coverage_observation
    where outcome in ('read', 'empty') and named_asset = ''
    group by account_id, region
),

state as (
    select
        e.account_id,
        e.region,
        e.asset,
        e.position,
        e.endpoint_name,
        e.config_name,
        e.deleted,
        e.created_at,
        e.changed_at,
        row_number() over (partition by e.asset, e.created_at order by e.changed_at, e.position) as place,
        lead(e.changed_at) over (partition by e.asset order by e.changed_at, e.position) as followed_at,
        coalesce(l.looked_at, e.observed_at) as looked_at
    from endpoint_observation as e
    left join looked as l on l.account_id = e.account_id and l.region = e.region
    where e.changed_at <= e.observed_at + interval '5' minute
),

lasted as (
    select
        account_id,
        region,
        asset,
        position,
        endpoint_name,
        config_name,
        case when place = 1 then created_at else changed_at end as since,
        case when place = 1 then changed_at else created_at end as known_since,
        coalesce(followed_at, case when looked_at > changed_at then looked_at else changed_at end) as until
    from state
    where not deleted
),

shared as (
    select
        account_id,
        region,
        endpoint_name,
        variant_name,
        count(*) as components
    from inference_component_now
    group by account_id, region, endpoint_name, variant_name
),

run as (
    select
        l.account_id,
        l.region,
        l.endpoint_name,
        lower(l.asset) as endpoint_arn,
        coalesce(v.model_name, i.model_name) as model_name,
        l.since,
        l.known_since,
        l.until,
        p.usd_per_hour,
        cast(coalesce(r.current_instance_count, v.initial_instance_count) as double)
        / nullif(coalesce(h.components, 1), 0) as instances
    from lasted as l
    inner join variant_plan as v
        on v.account_id = l.account_id and v.region = l.region and v.config_name = l.config_name
    left join running_count as r
        on r.asset = l.asset and r.position = l.position and r.variant_name = v.variant_name
    left join shared as h
        on
            h.account_id = l.account_id and h.region = l.region and h.endpoint_name = l.endpoint_name
            and h.variant_name = v.variant_name and v.model_name is null
    left join inference_component_now as i
        on
            i.account_id = l.account_id and i.region = l.region and i.endpoint_name = l.endpoint_name
            and i.variant_name = v.variant_name and v.model_name is null
    left join list_price as p on p.region = l.region and p.instance_type = v.instance_type
    where v.hosting <> 'serverless' and l.until > l.since
),

part as (
    select
        r.account_id,
        r.region,
        r.endpoint_name,
        r.endpoint_arn,
        r.model_name,
        r.usd_per_hour,
        r.instances,
        r.known_since,
        m.month,
        case when r.since > m.month then r.since else m.month end as begin_at,
        case
            when r.until < m.month + interval '1' month then r.until else m.month + interval '1' month
        end as end_at
    from run as r
    cross join unnest(
        sequence(date_trunc('month', r.since), date_trunc('month', r.until), interval '1' month)
    ) as m (month)
),

hour_count as (
    select
        account_id,
        region,
        endpoint_name,
        endpoint_arn,
        model_name,
        usd_per_hour,
        month,
        instances * (cast(to_unixtime(end_at) - to_unixtime(begin_at) as double) / nullif(3600, 0)) as hours,
        case
            when known_since > begin_at then
                instances * (
                    cast(
                        to_unixtime(case when known_since < end_at then known_since else end_at end)
                        - to_unixtime(begin_at) as double
                    ) / nullif(3600, 0)
                )
            else 0
        end as assumed_hours
    from part
    where end_at > begin_at
),

bill as (
    select
        lower(resource_arn) as endpoint_arn,
        date_trunc('month', day) as month,
        sum(billed_usd) as billed_usd
    from cost_usage
    where resource_type = 'endpoint'
    group by lower(resource_arn), date_trunc('month', day)
),

whole as (
    select
        endpoint_arn,
        month,
        sum(hours) as hours,
        sum(hours * usd_per_hour) as usd,
        count(*) as parts,
        count(usd_per_hour) as priced_parts
    from hour_count
    group by endpoint_arn, month
),

-- The share of each part of an endpoint: by list price where all of it has one, else by hours.
billed as (
    select
        h.account_id,
        h.region,
        h.endpoint_name,
        h.endpoint_arn,
        h.model_name,
        h.usd_per_hour,
        h.month,
        h.hours,
        h.assumed_hours,
        case
            when w.parts = w.priced_parts
                then cast(b.billed_usd * h.hours * h.usd_per_hour as double) / nullif(w.usd, 0)
            else cast(b.billed_usd * h.hours as double) / nullif(w.hours, 0)
        end as billed_usd
    from hour_count as h
    inner join whole as w on w.endpoint_arn = h.endpoint_arn and w.month = h.month
    left join bill as b on b.endpoint_arn = h.endpoint_arn and b.month = cast(h.month as date)
)

select
    month,
    account_id,
    region,
    endpoint_name,
    endpoint_arn,
    model_name,
    sum(hours) as instance_hours,
    sum(assumed_hours) as assumed_hours,
    sum(case when usd_per_hour is null then hours else 0 end) as unpriced_hours,
    sum(hours * usd_per_hour) as usd,
    sum(case when billed_usd is null then hours else 0 end) as unbilled_hours,
    sum(billed_usd) as billed_usd
from billed
group by
    month,
    account_id,
    region,
    endpoint_name,
    endpoint_arn,
    model_name

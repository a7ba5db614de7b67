-- title = "Numbers that callers send keep their distribution"
-- group = "drift"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "endpoint"
-- why = "The distance of Kolmogorov and Smirnov finds shifts of a number that the ten bins of the population stability index may hide, such as a wrong unit in a part of the requests."
-- remedy = "The team that runs the endpoint compares the feature's distribution with the baseline's, finds the part of the requests that is different, and mends the data or trains the model on newer data."
-- settle = "Let the monitor of data quality run again and let modelgov read its reports in S3 (GetObject); where too few values came, let it compare longer spans, and compute the baseline on more rows."
-- reads = ["Search:Endpoint", "ListMonitoringSchedules", "ListMonitoringExecutions", "GetObject"]
-- since = { scheduled_at = "Last measured" }
-- [parameters]
-- ks = { default = 0.2, tier_1 = 0.15, meaning = "Distance of Kolmogorov and Smirnov above which a feature has drifted." }
-- samples = { default = 200, meaning = "Values that the baseline and the execution must each have for a feature: with fewer, chance alone looks like drift." }
-- days = { default = 7, meaning = "Days after which a measurement says nothing of the present." }
-- [evidence]
-- features = "Features of the newest execution that could be compared as numbers."
-- drifted = "Those of them beyond the limit, with enough values."
-- too_few = "Those of them with too few values to judge."
-- ks_limit = "Distance above which a feature of this endpoint has drifted."
-- feature = "The feature that drifted most, of those with enough values where there is one."
-- scheduled_at = "When the newest execution of the monitor was due, UTC."
-- [chart]
-- title = "Distance of the feature from its baseline (Kolmogorov and Smirnov, 0 to 1), by execution"
-- reading = "The distance compares the values of a feature now with those of the training data. At 0 they are spread alike, at 1 they have nothing in common."
-- from = "drift"
-- x = "scheduled_at"
-- y = "ks"
-- match = ["endpoint_name", "feature"]
-- limit = "ks_limit"
with newest as (
    select
        d.account_id,
        d.region,
        d.endpoint_name,
        max(d.scheduled_at) as scheduled_at
    from drift as d
    where d.endpoint_name is not null
    group by d.account_id, d.region, d.endpoint_name
),

compared as (
    select
        d.account_id,
        d.region,
        d.endpoint_name,
        d.scheduled_at,
        d.feature,
        d.ks,
        d.baseline_count,
        d.current_count,
        coalesce(d.baseline_count, 0) >= :samples and coalesce(d.current_count, 0) >= :samples
            and d.ks is not null as enough
    from drift as d
    inner join newest as n
        on
            n.account_id = d.account_id and n.region = d.region and n.endpoint_name = d.endpoint_name
            and n.scheduled_at = d.scheduled_at
    where d.ks is not null
),

-- The worst of those with enough values goes first; where none has, the worst of all.
ranked as (
    select
        c.account_id,
        c.region,
        c.endpoint_name,
        c.scheduled_at,
        c.feature,
        c.ks,
        c.baseline_count,
        c.current_count,
        c.enough,
        row_number() over (
            partition by c.account_id, c.region, c.endpoint_name
            order by case when c.enough then 0 else 1 end, coalesce(c.ks, -1) desc, c.feature
        ) as place
    from compared as c
),

judged as (
    select
        m.endpoint_arn,
        m.account_id,
        m.region,
        m.endpoint_name,
        max(r.scheduled_at) as scheduled_at,
        count(r.place) as features,
        count(*) filter (where r.enough and r.ks > :ks) as drifted,
        count(*) filter (where not r.enough) as too_few,
        max(case when r.place = 1 then r.feature end) as feature,
        max(case when r.place = 1 then r.ks end) as ks,
        max(case when r.place = 1 then r.baseline_count end) as baseline_count,
        max(case when r.place = 1 then r.current_count end) as current_count,
        max(cast(:ks as double)) as ks_limit
    from monitoring_coverage as m
    left join ranked as r
        on r.account_id = m.account_id and r.region = m.region and r.endpoint_name = m.endpoint_name
    left join governed as g on g.asset = m.endpoint_arn
    where m.monitoring_type = 'DataQuality' and m.endpoint_status = 'InService' and m.schedules > 0
    group by m.endpoint_arn, m.account_id, m.region, m.endpoint_name
)

select
    j.endpoint_arn as asset,
    j.account_id,
    j.region,
    case
        when date_diff('day', cast(j.scheduled_at as date), cast(:now as date)) > :days then 'unknown'
        when j.drifted > 0 then 'fail'
        when j.features = 0 or j.too_few > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when date_diff('day', cast(j.scheduled_at as date), cast(:now as date)) > :days
            then 'It was last compared on ' || cast(cast(j.scheduled_at as date) as varchar) || '; after '
            || cast(:days as varchar) || ' days that says nothing of the present.'
        when j.drifted > 0
            then cast(j.drifted as varchar) || ' of ' || cast(j.features as varchar)
            || ' features drifted in the newest execution, most of all '
            || coalesce(j.feature, 'one without a name') || ': its distance (KS) is '
            || regexp_replace(cast(case when cast(j.ks as decimal(18, 3)) = cast(j.ks_limit as decimal(18, 3)) then cast(j.ks as decimal(18, 7)) else cast(j.ks as decimal(18, 3)) end as varchar), '\.?0+$', '') || ', and '
            || regexp_replace(cast(cast(j.ks_limit as decimal(18, 3)) as varchar), '\.?0+$', '') || ' is allowed.'
        when j.features = 0 then 'No feature of it could be compared with a baseline as numbers.'
        when j.too_few > 0
            then 'Of ' || cast(j.too_few as varchar) || ' of ' || cast(j.features as varchar)
            || ' features fewer than the ' || cast(:samples as varchar) || ' values came that are needed to judge.'
        else 'None of ' || cast(j.features as varchar) || ' features drifted.'
    end as reason,
    j.endpoint_name,
    j.scheduled_at,
    j.features,
    j.drifted,
    j.too_few,
    j.feature,
    j.ks,
    j.ks_limit,
    j.baseline_count,
    j.current_count
from judged as j

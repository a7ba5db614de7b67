-- title = "What callers send is distributed as in the baseline"
-- group = "drift"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "endpoint"
-- why = "When customers, prices or sensors change, the model answers questions that it was never taught. The population stability index shows this before wrong decisions can be counted."
-- remedy = "The team that runs the endpoint looks at the feature over time, finds out whether the data is broken or the world has changed, and mends the data or trains the model on newer data; a new baseline belongs to a new version only."
-- settle = "Let the monitor of data quality run again and let modelgov read its reports in S3 (GetObject); where too few values came, let it compare longer spans, and compute the baseline on more rows."
-- reads = ["Search:Endpoint", "ListMonitoringSchedules", "ListMonitoringExecutions", "GetObject"]
-- since = { scheduled_at = "Last measured" }
-- [parameters]
-- psi = { default = 0.25, tier_1 = 0.2, meaning = "Population stability index above which a feature has drifted." }
-- samples = { default = 200, meaning = "Values that the baseline and the execution must each have for a feature: with fewer, chance alone looks like drift." }
-- days = { default = 7, meaning = "Days after which a measurement says nothing of the present." }
-- [evidence]
-- features = "Features of the newest execution that could be compared."
-- drifted = "Those of them beyond the limit, with enough values."
-- too_few = "Those of them with too few values to judge."
-- psi_limit = "Index above which a feature of this endpoint has drifted."
-- feature = "The feature that drifted most, of those with enough values where there is one."
-- scheduled_at = "When the newest execution of the monitor was due, UTC."
-- [chart]
-- title = "Population stability index of the feature against its baseline, by execution"
-- reading = "The population stability index compares how often each value of a feature comes now with how often it came in the training data. At 0 nothing has changed; below 0.1 is by custom no drift, up to 0.25 worth a look, beyond it somebody must act."
-- from = "drift"
-- x = "scheduled_at"
-- y = "psi"
-- match = ["endpoint_name", "feature"]
-- limit = "psi_limit"
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
        d.psi,
        d.baseline_count,
        d.current_count,
        coalesce(d.baseline_count, 0) >= :samples and coalesce(d.current_count, 0) >= :samples
            and d.psi is not null as enough
    from drift as d
    inner join newest as n
        on
            n.account_id = d.account_id and n.region = d.region and n.endpoint_name = d.endpoint_name
            and n.scheduled_at = d.scheduled_at
),

-- The worst of those with enough values goes first; where none has, the worst of all.
ranked as (
    select
        c.account_id,
        c.region,
        c.endpoint_name,
        c.scheduled_at,
        c.feature,
        c.psi,
        c.baseline_count,
        c.current_count,
        c.enough,
        row_number() over (
            partition by c.account_id, c.region, c.endpoint_name
            order by case when c.enough then 0 else 1 end, coalesce(c.psi, -1) desc, c.feature
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
        count(*) filter (where r.enough and r.psi > :psi) as drifted,
        count(*) filter (where not r.enough) as too_few,
        max(case when r.place = 1 then r.feature end) as feature,
        max(case when r.place = 1 then r.psi end) as psi,
        max(case when r.place = 1 then r.baseline_count end) as baseline_count,
        max(case when r.place = 1 then r.current_count end) as current_count,
        max(cast(:psi as double)) as psi_limit
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
            || coalesce(j.feature, 'one without a name') || ': its population stability index is '
            || regexp_replace(cast(case when cast(j.psi as decimal(18, 3)) = cast(j.psi_limit as decimal(18, 3)) then cast(j.psi as decimal(18, 7)) else cast(j.psi as decimal(18, 3)) end as varchar), '\.?0+$', '') || ', and '
            || regexp_replace(cast(cast(j.psi_limit as decimal(18, 3)) as varchar), '\.?0+$', '') || ' is allowed.'
        when j.features = 0 then 'No feature of it could be compared with a baseline.'
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
    j.psi,
    j.psi_limit,
    j.baseline_count,
    j.current_count
from judged as j

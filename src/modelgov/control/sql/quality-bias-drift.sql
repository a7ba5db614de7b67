-- title = "Predictions are as fair as when the model was approved"
-- group = "quality"
-- severity = "high"
-- severity_tier_1 = "critical"
-- version = 3
-- asset = "endpoint"
-- why = "A model that treats a group of people worse than it did when it was approved may break the law in every decision. The measure is how much farther from even treatment it is now than in its baseline."
-- remedy = "The model's owner takes the finding to whoever answers for fair treatment, decides whether the endpoint goes on serving, and lets the team correct the data or train a new version with the groups in view."
-- settle = "Let the bias monitor run again and let modelgov read its reports in S3 (GetObject); where values are missing in the baseline, compute it again with SageMaker Clarify."
-- reads = ["Search:Endpoint", "ListMonitoringSchedules", "ListMonitoringExecutions", "GetObject"]
-- since = { scheduled_at = "Last measured" }
-- [parameters]
-- distance = { default = 0.1, tier_1 = 0.05, meaning = "How much farther from even treatment than the baseline a bias metric may be." }
-- days = { default = 31, meaning = "Days after which a measurement says nothing of the present." }
-- [evidence]
-- metrics = "Bias metrics of the newest execution, by facet and value."
-- moved = "Those of them that are farther from even treatment than allowed."
-- without_value = "Those of them without a value, or without one in the baseline."
-- farther_by = "How much farther from even treatment the metric is than in the baseline; below zero it is nearer."
-- allowed_value = "The value farthest from even treatment that the metric may have: that of the baseline, and the distance that it may be farther."
-- allowed_distance = "How much farther from even treatment than in the baseline a metric may be."
-- scheduled_at = "When the newest execution of the monitor was due, UTC."
-- metric_name = "The bias metric that moved most, by the name that SageMaker Clarify gives it: DI is disparate impact, DPPL the difference in favourable predictions, AD in accuracy, RD in recall."
-- metric_value = "Its value in the newest run: 0 is even treatment; for disparate impact (DI), a quotient, 1 is, and 0.8 to 1.25 is by custom even enough."
-- [chart]
-- title = { DI = "Disparate impact (DI) by run of the monitor: 1 is even treatment", "" = "Bias metric that moved most, by run of the monitor: 0 is even treatment" }
-- reading = { DI = "Disparate impact compares two groups of people: how often the group that is named gets the favourable answer, divided by how often all others get it. At 1 both get it equally often; below 1 the group gets it less often, above 1 more often. From 0.8 (four fifths as often) to 1.25 (the same the other way round) is by custom taken as even enough. The limit here is another: how far from 1 the model may be, given where it was when it was approved.", "" = "A bias metric compares how two groups of people are treated. At 0 both are treated alike; the farther from 0, to either side, the more unevenly. The limit is how far from 0 the model may be, given where it was when it was approved." }
-- marks = { DI = { "even treatment" = 1, "four fifths" = 0.8, "five quarters" = 1.25 }, "" = { "even treatment" = 0 } }
-- from = "quality_metric"
-- x = "scheduled_at"
-- y = "metric_value"
-- match = ["endpoint_name", "monitoring_type", "metric_group", "metric_name", "facet", "facet_value"]
-- limit = "allowed_value"
with newest as (
    select
        q.account_id,
        q.region,
        q.endpoint_name,
        max(q.scheduled_at) as scheduled_at
    from quality_metric as q
    where q.report_origin = 'execution' and q.monitoring_type = 'ModelBias' and q.endpoint_name is not null
    group by q.account_id, q.region, q.endpoint_name
),

-- Treatment is even at 0, but for the one metric that is a quotient, DI: there it is even at 1.
measured as (
    select
        q.account_id,
        q.region,
        q.endpoint_name,
        q.scheduled_at,
        q.metric_group,
        q.metric_name,
        q.facet,
        q.facet_value,
        q.metric_value,
        q.baseline_value,
        abs(q.metric_value - case when q.metric_name = 'DI' then 1 else 0 end)
        - abs(q.baseline_value - case when q.metric_name = 'DI' then 1 else 0 end) as farther_by
    from quality_metric as q
    inner join newest as n
        on
            n.account_id = q.account_id and n.region = q.region and n.endpoint_name = q.endpoint_name
            and n.scheduled_at = q.scheduled_at
    where
        q.report_origin = 'execution'
        and q.monitoring_type = 'ModelBias'
        and q.facet is not null
        -- Some metrics have a value for no data of this kind, and had none in the baseline either.
        and (q.metric_value is not null or q.baseline_value is not null)
),

ranked as (
    select
        m.account_id,
        m.region,
        m.endpoint_name,
        m.scheduled_at,
        m.metric_group,
        m.metric_name,
        m.facet,
        m.facet_value,
        m.metric_value,
        m.baseline_value,
        m.farther_by,
        row_number() over (
            partition by m.account_id, m.region, m.endpoint_name
            order by coalesce(m.farther_by, -1000) desc, m.facet, m.facet_value, m.metric_name
        ) as place
    from measured as m
),

judged as (
    select
        c.endpoint_arn,
        c.account_id,
        c.region,
        c.endpoint_name,
        max(r.scheduled_at) as scheduled_at,
        count(r.place) as metrics,
        max(cast(:distance as double)) as distance_limit,
        count(*) filter (where r.farther_by > :distance) as moved,
        count(*) filter (where r.place is not null and r.farther_by is null) as without_value,
        max(case when r.place = 1 then r.metric_group end) as metric_group,
        max(case when r.place = 1 then r.metric_name end) as metric_name,
        max(case when r.place = 1 then r.facet end) as facet,
        max(case when r.place = 1 then r.facet_value end) as facet_value,
        max(case when r.place = 1 then r.metric_value end) as metric_value,
        max(case when r.place = 1 then r.baseline_value end) as baseline_value,
        max(case when r.place = 1 then r.farther_by end) as farther_by
    from monitoring_coverage as c
    left join ranked as r
        on r.account_id = c.account_id and r.region = c.region and r.endpoint_name = c.endpoint_name
    left join governed as g on g.asset = c.endpoint_arn
    where c.monitoring_type = 'ModelBias' and c.endpoint_status = 'InService' and c.schedules > 0
    group by c.endpoint_arn, c.account_id, c.region, c.endpoint_name
)

select
    j.endpoint_arn as asset,
    j.account_id,
    j.region,
    case
        when date_diff('day', cast(j.scheduled_at as date), cast(:now as date)) > :days then 'unknown'
        when j.moved > 0 then 'fail'
        when j.metrics = 0 or j.without_value > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when date_diff('day', cast(j.scheduled_at as date), cast(:now as date)) > :days
            then 'It was last measured on ' || cast(cast(j.scheduled_at as date) as varchar) || '; after '
            || cast(:days as varchar) || ' days that says nothing of the present.'
        when j.moved > 0
            then cast(j.moved as varchar) || ' of ' || cast(j.metrics as varchar)
            || ' bias metrics moved away from even treatment, most of all '
            || case j.metric_name
                when 'DI' then 'disparate impact (DI)'
                when 'DPPL' then 'the difference in favourable predictions (DPPL)'
                when 'AD' then 'the difference in accuracy (AD)'
                when 'RD' then 'the difference in recall (RD)'
                else j.metric_name
            end || ' of '
            || j.facet || coalesce(' ' || j.facet_value, '') || ': it is '
            || regexp_replace(cast(case when cast(j.farther_by as decimal(18, 3)) = cast(j.distance_limit as decimal(18, 3)) then cast(j.farther_by as decimal(18, 7)) else cast(j.farther_by as decimal(18, 3)) end as varchar), '\.?0+$', '') || ' farther from it than in the baseline, and '
            || regexp_replace(cast(cast(j.distance_limit as decimal(18, 3)) as varchar), '\.?0+$', '') || ' is allowed.'
        when j.metrics = 0 then 'No bias metric of it was seen.'
        when j.without_value > 0
            then 'Of ' || cast(j.without_value as varchar) || ' of ' || cast(j.metrics as varchar)
            || ' bias metrics the value or the baseline is missing.'
        else 'None of ' || cast(j.metrics as varchar) || ' bias metrics moved away from even treatment.'
    end as reason,
    j.endpoint_name,
    'ModelBias' as monitoring_type,
    j.scheduled_at,
    j.metrics,
    j.moved,
    j.without_value,
    j.metric_group,
    j.metric_name,
    j.facet,
    j.facet_value,
    j.metric_value,
    j.baseline_value,
    -- On the side of even treatment on which the metric is.
    case when j.metric_name = 'DI' then 1 else 0 end
    + case when j.metric_value < case when j.metric_name = 'DI' then 1 else 0 end then -1 else 1 end
    * (abs(j.baseline_value - case when j.metric_name = 'DI' then 1 else 0 end) + j.distance_limit) as allowed_value,
    j.farther_by,
    j.distance_limit as allowed_distance
from judged as j

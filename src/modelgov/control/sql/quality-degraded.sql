-- title = "Predictions are as good as when the model was approved"
-- group = "quality"
-- severity = "high"
-- severity_tier_1 = "critical"
-- version = 2
-- asset = "endpoint"
-- why = "The model was approved for the quality that its baseline shows. Where the truth that came later says that it is worse now, every decision it makes is made under an approval that no longer holds."
-- remedy = "The model's owner decides whether the endpoint goes on serving, falls back to an older version or stops; the team finds the cause in the newest reports and trains and validates a new version."
-- settle = "Deliver the true outcomes to S3, let the model quality monitor run over enough rows, and let modelgov read its reports and its baseline (GetObject)."
-- reads = ["Search:Endpoint", "ListMonitoringSchedules", "ListMonitoringExecutions", "GetObject"]
-- since = { scheduled_at = "Last measured" }
-- [parameters]
-- percent = { default = 10, tier_1 = 5, meaning = "How much worse than its baseline a metric may be, percent of the baseline's value." }
-- samples = { default = 200, meaning = "Rows with a true outcome that a report must be about to be judged." }
-- days = { default = 31, meaning = "Days after which a measurement says nothing of the present." }
-- [evidence]
-- metrics = "Metrics of the newest execution for which it is known which value is good, and what the baseline's was."
-- degraded = "Those of them that are worse than allowed."
-- without_value = "Those of them that have no value."
-- worse_percent = "How much worse the metric is than its baseline, percent of the baseline's value; below zero it is better."
-- approved_value = "Its value in the baseline, else the threshold that the baseline sets."
-- metric_name = "The metric that is worst against its baseline."
-- allowed_value = "The worst value that it may have: that of the baseline, and the percent that it may be worse."
-- scheduled_at = "When the newest execution of the monitor was due, UTC."
-- [chart]
-- title = "Metric of the predictions that lost most, by execution"
-- from = "quality_metric"
-- x = "scheduled_at"
-- y = "metric_value"
-- match = ["endpoint_name", "monitoring_type", "metric_name"]
-- limit = "allowed_value"
with newest as (
    select
        q.account_id,
        q.region,
        q.endpoint_name,
        max(q.scheduled_at) as scheduled_at
    from quality_metric as q
    where q.report_origin = 'execution' and q.monitoring_type = 'ModelQuality' and q.endpoint_name is not null
    group by q.account_id, q.region, q.endpoint_name
),

-- Less is better of errors, more of all others that are named. False positives and negatives are left to their
-- complements: a change of a small share is large as a share of it.
measured as (
    select
        q.account_id,
        q.region,
        q.endpoint_name,
        q.scheduled_at,
        q.metric_name,
        q.metric_value,
        q.item_count,
        coalesce(q.baseline_value, q.threshold) as approved_value,
        case
            when lower(q.metric_name) in ('mae', 'mse', 'rmse')
                then q.metric_value - coalesce(q.baseline_value, q.threshold)
            else coalesce(q.baseline_value, q.threshold) - q.metric_value
        end as worse_by
    from quality_metric as q
    inner join newest as n
        on
            n.account_id = q.account_id and n.region = q.region and n.endpoint_name = q.endpoint_name
            and n.scheduled_at = q.scheduled_at
    where
        q.report_origin = 'execution'
        and q.monitoring_type = 'ModelQuality'
        and coalesce(q.baseline_value, q.threshold) <> 0
        and lower(q.metric_name) in (
            'mae', 'mse', 'rmse', 'accuracy', 'precision', 'recall', 'f1', 'f0_5', 'f2', 'auc', 'r2',
            'true_positive_rate', 'true_negative_rate',
            'weighted_precision', 'weighted_recall', 'weighted_f1', 'weighted_f0_5', 'weighted_f2'
        )
),

ranked as (
    select
        m.account_id,
        m.region,
        m.endpoint_name,
        m.scheduled_at,
        m.metric_name,
        m.metric_value,
        m.approved_value,
        m.item_count,
        cast(100 * m.worse_by as double) / nullif(abs(m.approved_value), 0) as worse_percent,
        row_number() over (
            partition by m.account_id, m.region, m.endpoint_name
            order by
                coalesce(cast(m.worse_by as double) / nullif(abs(m.approved_value), 0), -1000) desc,
                m.metric_name
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
        min(r.item_count) as item_count,
        count(r.place) as metrics,
        max(cast(:percent as double)) as percent_limit,
        count(*) filter (where r.worse_percent > :percent) as degraded,
        count(*) filter (where r.place is not null and r.metric_value is null) as without_value,
        max(case when r.place = 1 then r.metric_name end) as metric_name,
        max(case when r.place = 1 then r.metric_value end) as metric_value,
        max(case when r.place = 1 then r.approved_value end) as approved_value,
        max(case when r.place = 1 then r.worse_percent end) as worse_percent
    from monitoring_coverage as c
    left join ranked as r
        on r.account_id = c.account_id and r.region = c.region and r.endpoint_name = c.endpoint_name
    left join governed as g on g.asset = c.endpoint_arn
    where c.monitoring_type = 'ModelQuality' and c.endpoint_status = 'InService' and c.schedules > 0
    group by c.endpoint_arn, c.account_id, c.region, c.endpoint_name
)

select
    j.endpoint_arn as asset,
    j.account_id,
    j.region,
    case
        when j.metrics = 0 or j.item_count is null or j.item_count < :samples then 'unknown'
        when date_diff('day', cast(j.scheduled_at as date), cast(:now as date)) > :days then 'unknown'
        when j.degraded > 0 then 'fail'
        when j.without_value > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when j.metrics = 0 then 'No metric of its predictions could be compared with a baseline.'
        when j.item_count is null then 'Its newest report does not say how many rows it is about.'
        when j.item_count < :samples
            then 'Its newest report is about ' || cast(j.item_count as varchar) || ' rows; '
            || cast(:samples as varchar) || ' are needed to judge.'
        when date_diff('day', cast(j.scheduled_at as date), cast(:now as date)) > :days
            then 'It was last measured on ' || cast(cast(j.scheduled_at as date) as varchar) || '; after '
            || cast(:days as varchar) || ' days that says nothing of the present.'
        when j.degraded > 0
            then cast(j.degraded as varchar) || ' of ' || cast(j.metrics as varchar)
            || ' metrics are worse than the baseline allows, most of all ' || j.metric_name || ': it is '
            || regexp_replace(cast(cast(j.metric_value as decimal(38, 3)) as varchar), '\.?0+$', '') || ' and was '
            || regexp_replace(cast(cast(j.approved_value as decimal(38, 3)) as varchar), '\.?0+$', '') || ', '
            || regexp_replace(cast(case when cast(j.worse_percent as decimal(18, 1)) = cast(j.percent_limit as decimal(18, 1)) then cast(j.worse_percent as decimal(18, 5)) else cast(j.worse_percent as decimal(18, 1)) end as varchar), '\.?0+$', '') || ' % worse, and '
            || regexp_replace(cast(cast(j.percent_limit as decimal(18, 1)) as varchar), '\.?0+$', '') || ' % is allowed.'
        when j.without_value > 0 then 'A metric of its newest report has no value.'
        else 'None of ' || cast(j.metrics as varchar) || ' metrics is worse than the baseline allows.'
    end as reason,
    j.endpoint_name,
    'ModelQuality' as monitoring_type,
    j.scheduled_at,
    j.item_count,
    j.metrics,
    j.degraded,
    j.without_value,
    j.metric_name,
    j.metric_value,
    j.approved_value,
    case
        when lower(j.metric_name) in ('mae', 'mse', 'rmse')
            then j.approved_value + abs(j.approved_value) * 0.01 * j.percent_limit
        else j.approved_value - abs(j.approved_value) * 0.01 * j.percent_limit
    end as allowed_value,
    j.worse_percent
from judged as j

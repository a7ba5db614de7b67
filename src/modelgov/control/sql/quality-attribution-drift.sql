-- title = "Predictions rest on the same features as when the model was approved"
-- group = "quality"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "endpoint"
-- why = "When other features decide than at the time of approval, the explanation that was accepted no longer explains the model, even while its accuracy still looks right. The measure (nDCG) is 1 when the features' order of weight is as in the baseline."
-- remedy = "The team looks which features gained and lost weight (evidence, and the newest report), finds out whether the data or the world has changed, and takes a changed explanation to whoever approved the model."
-- settle = "Let the explainability monitor run again and let modelgov read its reports in S3 (GetObject); where the baseline has no attributions, compute it with SageMaker Clarify."
-- reads = ["Search:Endpoint", "ListMonitoringSchedules", "ListMonitoringExecutions", "GetObject"]
-- since = { scheduled_at = "Last measured" }
-- [parameters]
-- ndcg = { default = 0.9, meaning = "Likeness of the order of features to the baseline's, 0 to 1, below which it has drifted; AWS uses the same." }
-- days = { default = 31, meaning = "Days after which a measurement says nothing of the present." }
-- [evidence]
-- ndcg = "Likeness of the order of features to the baseline's, 0 to 1, of the label where it is least."
-- features = "Features with an attribution, over all labels."
-- without_value = "Those of them without a value, or without one in the baseline."
-- feature = "The feature that has most weight."
-- metric_value = "Its weight (attribution)."
-- baseline_value = "Its weight in the baseline."
-- scheduled_at = "When the newest execution of the monitor was due, UTC."
-- [chart]
-- title = "Weight of the feature in the predictions (attribution), by execution"
-- from = "quality_metric"
-- x = "scheduled_at"
-- y = "metric_value"
-- match = ["endpoint_name", "monitoring_type", "metric_name", "feature"]
with newest as (
    select
        q.account_id,
        q.region,
        q.endpoint_name,
        max(q.scheduled_at) as scheduled_at
    from quality_metric as q
    where
        q.report_origin = 'execution'
        and q.monitoring_type = 'ModelExplainability'
        and q.endpoint_name is not null
    group by q.account_id, q.region, q.endpoint_name
),

ranked as (
    select
        q.account_id,
        q.region,
        q.endpoint_name,
        q.scheduled_at,
        coalesce(q.metric_group, '') || '/' || coalesce(q.label, '') as label,
        q.metric_name,
        q.feature,
        abs(q.metric_value) as now_value,
        abs(q.baseline_value) as then_value,
        q.metric_value,
        q.baseline_value,
        row_number() over (
            partition by q.account_id, q.region, q.endpoint_name, q.metric_group, q.label
            order by abs(coalesce(q.metric_value, 0)) desc, abs(coalesce(q.baseline_value, 0)) desc, q.feature
        ) as now_place,
        row_number() over (
            partition by q.account_id, q.region, q.endpoint_name, q.metric_group, q.label
            order by abs(coalesce(q.baseline_value, 0)) desc, q.feature
        ) as then_place
    from quality_metric as q
    inner join newest as n
        on
            n.account_id = q.account_id and n.region = q.region and n.endpoint_name = q.endpoint_name
            and n.scheduled_at = q.scheduled_at
    where
        q.report_origin = 'execution'
        and q.monitoring_type = 'ModelExplainability'
        and q.feature is not null
),

-- The gain of the present order over that of the baseline's own order, with the baseline's weights.
gained as (
    select
        r.account_id,
        r.region,
        r.endpoint_name,
        r.label,
        max(r.scheduled_at) as scheduled_at,
        count(*) as features,
        count(*) filter (where r.now_value is null or r.then_value is null) as without_value,
        cast(sum(cast(r.then_value as double) / nullif(ln(r.now_place + 1), 0)) as double)
        / nullif(sum(cast(r.then_value as double) / nullif(ln(r.then_place + 1), 0)), 0) as ndcg,
        max(case when r.now_place = 1 then r.metric_name end) as metric_name,
        max(case when r.now_place = 1 then r.feature end) as feature,
        max(case when r.now_place = 1 then r.metric_value end) as metric_value,
        max(case when r.now_place = 1 then r.baseline_value end) as baseline_value
    from ranked as r
    group by r.account_id, r.region, r.endpoint_name, r.label
),

judged as (
    select
        c.endpoint_arn,
        c.account_id,
        c.region,
        c.endpoint_name,
        max(n.scheduled_at) as scheduled_at,
        cast(coalesce(sum(n.features), 0) as bigint) as features,
        cast(coalesce(sum(n.without_value), 0) as bigint) as without_value,
        min(n.ndcg) as ndcg,
        count(*) filter (where n.label is not null and n.ndcg is null) as unmeasured,
        min_by(n.metric_name, coalesce(n.ndcg, 2)) as metric_name,
        min_by(n.feature, coalesce(n.ndcg, 2)) as feature,
        min_by(n.metric_value, coalesce(n.ndcg, 2)) as metric_value,
        min_by(n.baseline_value, coalesce(n.ndcg, 2)) as baseline_value
    from monitoring_coverage as c
    left join gained as n
        on n.account_id = c.account_id and n.region = c.region and n.endpoint_name = c.endpoint_name
    where
        c.monitoring_type = 'ModelExplainability' and c.endpoint_status = 'InService' and c.schedules > 0
    group by c.endpoint_arn, c.account_id, c.region, c.endpoint_name
)

select
    j.endpoint_arn as asset,
    j.account_id,
    j.region,
    case
        when j.features = 0 or j.without_value > 0 or j.unmeasured > 0 then 'unknown'
        when date_diff('day', cast(j.scheduled_at as date), cast(:now as date)) > :days then 'unknown'
        when j.ndcg < :ndcg then 'fail'
        else 'pass'
    end as status,
    case
        when j.features = 0 then 'No attribution of its features was seen.'
        when j.without_value > 0
            then 'Of ' || cast(j.without_value as varchar) || ' of ' || cast(j.features as varchar)
            || ' features the attribution or its baseline is missing.'
        when j.unmeasured > 0 then 'In its baseline no feature has any weight.'
        when date_diff('day', cast(j.scheduled_at as date), cast(:now as date)) > :days
            then 'It was last measured on ' || cast(cast(j.scheduled_at as date) as varchar) || '; after '
            || cast(:days as varchar) || ' days that says nothing of the present.'
        when j.ndcg < :ndcg
            then 'Its features weigh in another order than in the baseline: the likeness (nDCG) is '
            || regexp_replace(cast(case when cast(j.ndcg as decimal(18, 3)) = cast(cast(:ndcg as double) as decimal(18, 3)) then cast(j.ndcg as decimal(18, 7)) else cast(j.ndcg as decimal(18, 3)) end as varchar), '\.?0+$', '') || ', and '
            || regexp_replace(cast(cast(cast(:ndcg as double) as decimal(18, 3)) as varchar), '\.?0+$', '')
            || ' is the least allowed. Most weight has ' || j.feature || '.'
        else 'Its features weigh in nearly the same order as in the baseline.'
    end as reason,
    j.endpoint_name,
    'ModelExplainability' as monitoring_type,
    j.scheduled_at,
    j.ndcg,
    j.features,
    j.without_value,
    j.metric_name,
    j.feature,
    j.metric_value,
    j.baseline_value
from judged as j

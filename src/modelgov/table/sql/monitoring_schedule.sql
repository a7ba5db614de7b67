-- Monitoring schedules: what they watch, against which baseline, and how their executions ended.
with definition as (
    select
        account_id,
        region,
        definition_name,
        case
            when data_quality_output_uri is not null then 'DataQuality'
            when model_quality_output_uri is not null then 'ModelQuality'
            when model_bias_output_uri is not null then 'ModelBias'
            else 'ModelExplainability'
        end as monitoring_type,
        statistics_uri,
        coalesce(
            data_quality_constraints_uri,
            model_quality_constraints_uri,
            model_bias_constraints_uri,
            model_explainability_constraints_uri
        ) as constraints_uri,
        coalesce(
            data_quality_output_uri,
            model_quality_output_uri,
            model_bias_output_uri,
            model_explainability_output_uri
        ) as output_uri
    from monitoring_definition_now
),

execution as (
    select
        account_id,
        region,
        schedule_name,
        count(*) as executions,
        count(*) filter (where execution_status = 'Failed') as failed_executions,
        count(*) filter (where execution_status = 'CompletedWithViolations') as violated_executions,
        max_by(execution_status, scheduled_at) as last_execution_status,
        max_by(failure_reason, scheduled_at) as last_failure_reason,
        max(scheduled_at) as last_execution_at
    from monitoring_execution_now
    group by account_id, region, schedule_name
),

named as (
    select
        s.account_id,
        s.region,
        s.schedule_name,
        s.asset as schedule_arn,
        s.monitoring_type,
        s.endpoint_name,
        s.schedule_status,
        s.schedule_expression,
        s.definition_name,
        s.failure_reason,
        coalesce(s.inline_statistics_uri, d.statistics_uri) as baseline_uri,
        coalesce(s.inline_constraints_uri, d.constraints_uri) as constraints_uri,
        coalesce(s.inline_output_uri, d.output_uri) as output_uri,
        s.created_at,
        s.changed_at,
        s.observed_at
    from monitoring_schedule_now as s
    left join definition as d
        on
            d.account_id = s.account_id and d.region = s.region
            and d.definition_name = s.definition_name and d.monitoring_type = s.monitoring_type
)

select
    n.account_id,
    n.region,
    n.schedule_name,
    n.schedule_arn,
    n.monitoring_type,
    n.endpoint_name,
    n.schedule_status,
    n.schedule_expression,
    n.definition_name,
    n.failure_reason,
    n.baseline_uri,
    n.constraints_uri,
    n.output_uri,
    case
        when n.baseline_uri is null and n.constraints_uri is null then 'none'
        when (n.baseline_uri is null or b.asset is not null)
            and (n.constraints_uri is null or c.asset is not null) then 'read'
        else 'unread'
    end as baseline_state,
    coalesce(e.executions, 0) as executions,
    coalesce(e.failed_executions, 0) as failed_executions,
    coalesce(e.violated_executions, 0) as violated_executions,
    e.last_execution_status,
    e.last_failure_reason,
    e.last_execution_at,
    n.created_at,
    n.changed_at,
    n.observed_at
from named as n
left join execution as e
    on e.account_id = n.account_id and e.region = n.region and e.schedule_name = n.schedule_name
left join monitoring_report_now as b on b.asset = n.baseline_uri
left join monitoring_report_now as c on c.asset = n.constraints_uri

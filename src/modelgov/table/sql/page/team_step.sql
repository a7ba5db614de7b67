-- Steps of one team's pipelines that validate, those that fail most first. Takes the team, the first moment, and
-- that after the last.
select
    account_id,
    account_name,
    region,
    pipeline_name,
    step_name,
    step_kind,
    count(*) filter (where validation_result = 'passed') as passed,
    count(*) filter (where validation_result = 'failed') as failed,
    count(*) filter (where validation_result = 'error') as errors,
    max(case when validation_result in ('failed', 'error') then started_at end) as last_failed_at,
    max_by(failure_reason, case when validation_result in ('failed', 'error') then started_at end) as last_reason
from validation
where team = ? and started_at >= ? and started_at < ?
group by account_id, account_name, region, pipeline_name, step_name, step_kind
order by failed desc, errors desc, pipeline_name, step_name, account_id, region

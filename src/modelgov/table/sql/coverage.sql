-- The newest run's reads in every account and region, and the records that are still left out.
with newest as (
    select
        account_id,
        region,
        operation,
        max_by(run, position) as run
    from coverage_observation
    where operation <> 'watch' and named_asset = ''
    group by account_id, region, operation
),

-- A change that could not be read back is repaired by the next complete read of its kind there.
searched as (
    select
        account_id,
        region,
        operation,
        max(position) as position
    from coverage_observation
    where named_asset = '' and outcome in ('read', 'empty')
    group by account_id, region, operation
),

-- Accounts and regions that were collected, well or not: an event alone makes no scope.
tried as (
    select distinct
        account_id,
        region
    from coverage_observation
    where operation <> 'watch' and named_asset = ''
),

-- A later full read that does not name a record again has read it well.
completed as (
    select
        account_id,
        region,
        operation,
        max(position) as position,
        max_by(run, position) as run
    from coverage_observation
    where full_read and named_asset = '' and outcome in ('read', 'empty')
    group by account_id, region, operation
),

sight as (
    select
        o.asset,
        max(o.observed_at) as observed_at
    from (
        select asset, observed_at from account_observation
        union all
        select asset, observed_at from model_group_observation
        union all
        select asset, observed_at from model_version_observation
        union all
        select asset, observed_at from model_card_observation
        union all
        select asset, observed_at from training_job_observation
        union all
        select asset, observed_at from tuning_job_observation
        union all
        select asset, observed_at from processing_job_observation
        union all
        select asset, observed_at from transform_job_observation
        union all
        select asset, observed_at from pipeline_observation
        union all
        select asset, observed_at from pipeline_execution_observation
        union all
        select asset, observed_at from model_observation
        union all
        select asset, observed_at from endpoint_config_observation
        union all
        select asset, observed_at from endpoint_observation
        union all
        select asset, observed_at from inference_component_observation
        union all
        select asset, observed_at from scaling_target_observation
        union all
        select asset, observed_at from scaling_policy_observation
        union all
        select asset, observed_at from lineage_artifact_observation
        union all
        select asset, observed_at from lineage_context_observation
        union all
        select asset, observed_at from lineage_association_observation
        union all
        select asset, observed_at from model_group_policy_observation
        union all
        select asset, observed_at from resource_share_observation
        union all
        select asset, observed_at from monitoring_schedule_observation
        union all
        select asset, observed_at from monitoring_definition_observation
        union all
        select asset, observed_at from monitoring_execution_observation
        union all
        select asset, observed_at from monitoring_alert_observation
        union all
        select asset, observed_at from monitoring_alert_change_observation
        union all
        select asset, observed_at from monitoring_report_observation
        union all
        select asset, observed_at from trail_event_observation
    ) as o
    where o.asset in (select named_asset from coverage_observation where named_asset <> '')
    group by o.asset
),

kept as (
    select
        c.run,
        c.account_id,
        c.region,
        c.operation,
        c.outcome,
        c.seen,
        c.total,
        c.calls,
        c.throttled,
        c.named_asset,
        c.reason,
        c.observed_at,
        c.position
    from coverage_observation as c
    inner join newest as n
        on n.account_id = c.account_id and n.region = c.region and n.operation = c.operation and n.run = c.run
    where c.operation <> 'watch' and c.named_asset = ''
    union all
    select
        m.run,
        m.account_id,
        m.region,
        m.operation,
        m.outcome,
        m.seen,
        m.total,
        m.calls,
        m.throttled,
        m.named_asset,
        m.reason,
        m.observed_at,
        m.position
    from (
        select
            run,
            account_id,
            region,
            operation,
            outcome,
            seen,
            total,
            calls,
            throttled,
            named_asset,
            reason,
            observed_at,
            position,
            full_read,
            row_number() over (partition by account_id, region, named_asset order by position desc) as place
        from coverage_observation
        where operation <> 'watch' and named_asset <> ''
    ) as m
    left join sight as s on s.asset = m.named_asset
    left join completed as f
        on f.account_id = m.account_id and f.region = m.region and f.operation = m.operation
    left join searched as r
        on
            r.account_id = m.account_id and r.region = m.region
            and r.operation = case m.operation
                when 'DescribeEndpointConfig' then m.operation
                else replace(m.operation, 'Describe', 'Search:')
            end
    left join tried as t on t.account_id = m.account_id and t.region = m.region
    where
        m.place = 1
        and case
            when m.operation like 'Search:%' or m.operation in ('GetObject', 'DescribeMonitoringJobDefinition')
                or m.full_read then
                (s.observed_at is null or s.observed_at < m.observed_at)
                and (f.position is null or f.position < m.position or f.run = m.run)
            else t.account_id is not null and (r.position is null or r.position < m.position)
        end
    union all
    select
        run,
        account_id,
        region,
        operation,
        outcome,
        seen,
        total,
        calls,
        throttled,
        named_asset,
        reason,
        observed_at,
        position
    from (
        select
            run,
            account_id,
            region,
            operation,
            outcome,
            seen,
            total,
            calls,
            throttled,
            named_asset,
            reason,
            observed_at,
            position,
            row_number() over (
                partition by account_id, region, named_asset, case when named_asset = '' then '' else reason end
                order by position desc
            ) as place
        from coverage_observation
        cross join instant as i
        where operation = 'watch' and observed_at > coalesce(i.as_of, current_timestamp) - interval '7' day
    ) as w
    where (w.outcome = 'read' and w.named_asset = '' and w.place = 1) or w.outcome <> 'read'
)

select
    k.run,
    k.account_id,
    coalesce(a.account_name, k.account_id) as account_name,
    k.region,
    k.operation,
    k.outcome,
    k.outcome not in ('read', 'empty', 'not_offered') as gap,
    k.seen,
    k.total,
    k.calls,
    k.throttled,
    k.named_asset,
    k.reason,
    k.observed_at,
    k.position
from kept as k
left join account as a on a.account_id = k.account_id

-- Training jobs now, with the pipeline execution that ran each, where one did, and what each cost at list
-- price: the billed seconds of all its instances. Where no price of training is known, that of hosting on the
-- same instance type stands in, and where the region has none, us-east-1's; `priced_by` says so.
with run as (
    select
        training_job_arn,
        max(pipeline_execution_arn) as pipeline_execution_arn
    from pipeline_step
    where training_job_arn is not null
    group by training_job_arn
),

rate as (
    select
        j.region,
        j.instance_type,
        max_by(p.usd_hour, case when p.component = 'Training' then 1 else 0 end
            + case when p.region = j.region then 2 else 0 end) as usd_per_hour,
        max(case when p.component = 'Training' then 1 else 0 end
            + case when p.region = j.region then 2 else 0 end) as nearness
    from (select distinct region, instance_type from training_job_now) as j
    inner join price as p on p.instance_type = j.instance_type
    where p.component in ('Training', 'Hosting') and (p.region = j.region or p.region = 'us-east-1')
    group by j.region, j.instance_type
)

select
    j.account_id,
    coalesce(a.account_name, j.account_id) as account_name,
    j.region,
    j.job_name,
    j.asset as training_job_arn,
    j.job_status,
    j.failure_reason,
    j.tuning_job_arn,
    r.pipeline_execution_arn,
    j.image,
    case when strpos(j.image, '@') > 0 then split_part(j.image, '@', 2) end as image_digest,
    j.algorithm,
    j.artifact_url,
    j.model_package_arn,
    j.role_arn,
    j.instance_type,
    j.instance_count,
    j.managed_spot,
    j.training_seconds,
    j.billable_seconds,
    p.usd_per_hour,
    cast(j.billable_seconds as double) / nullif(3600, 0) * j.instance_count * p.usd_per_hour as usd_at_list_price,
    case
        when p.usd_per_hour is null then 'no price known'
        when p.nearness = 3 then 'list price'
        when p.nearness = 2 then 'list price of hosting'
        when p.nearness = 1 then 'list price of another region'
        else 'list price of hosting in another region'
    end as priced_by,
    j.created_at,
    j.started_at,
    j.ended_at,
    j.changed_at,
    j.observed_at,
    j.position
from training_job_now as j
left join account as a on a.account_id = j.account_id
left join run as r on r.training_job_arn = j.asset
left join rate as p on p.region = j.region and p.instance_type = j.instance_type

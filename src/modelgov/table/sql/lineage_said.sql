-- What leads to what, as associations, jobs, versions, models and configs each say it; steps may come twice.
with entity as (
    select asset, source_uri from lineage_artifact_now
    union all
    select asset, source_uri from lineage_context_now
),

job as (
    -- A job stands in lineage as its trial component, whose name is the job's and how it was made.
    select
        source_arn as asset,
        case
            when source_arn like '%-aws-training-job'
                then replace(
                    substr(source_arn, 1, length(source_arn) - length('-aws-training-job')),
                    ':experiment-trial-component/', ':training-job/'
                )
            when source_arn like '%-aws-processing-job'
                then replace(
                    substr(source_arn, 1, length(source_arn) - length('-aws-processing-job')),
                    ':experiment-trial-component/', ':processing-job/'
                )
            when source_arn like '%-aws-transform-job'
                then replace(
                    substr(source_arn, 1, length(source_arn) - length('-aws-transform-job')),
                    ':experiment-trial-component/', ':transform-job/'
                )
            else source_arn
        end as source_uri
    from (
        select source_arn from lineage_association_now
        union
        select destination_arn as source_arn from lineage_association_now
    ) as ends
    where source_arn like '%:experiment-trial-component/%'
),

meant as (
    select asset, source_uri from entity where source_uri is not null
    union all
    select asset, source_uri from job
),

version as (
    select account_id, region, asset, model_data_url, image, generated_by
    from model_version_now
),

container as (
    select
        m.account_id,
        m.region,
        m.asset,
        c.model_package_arn,
        c.model_data_url,
        c.image
    from model_now as m
    inner join model_container_observation as c on c.asset = m.asset and c.position = m.position
),

step as (
    select
        a.account_id,
        a.region,
        coalesce(s.source_uri, a.source_arn) as source_asset,
        coalesce(d.source_uri, a.destination_arn) as destination_asset,
        'association' as how,
        a.source_type,
        a.destination_type
    from lineage_association_now as a
    left join meant as s on s.asset = a.source_arn
    left join meant as d on d.asset = a.destination_arn
    union all
    select j.account_id, j.region, i.uri, j.asset, 'training_job', 'DataSet', null
    from training_job_now as j
    inner join training_input_observation as i on i.asset = j.asset and i.position = j.position
    union all
    select account_id, region, image, asset, 'training_job', 'Image', null
    from training_job_now
    union all
    select account_id, region, asset, artifact_url, 'training_job', null, 'Model'
    from training_job_now
    union all
    select account_id, region, asset, model_package_arn, 'training_job', null, null
    from training_job_now
    union all
    select account_id, region, model_data_url, asset, 'version', 'Model', null
    from version
    union all
    select account_id, region, image, asset, 'version', 'Image', null
    from version
    union all
    select account_id, region, generated_by, asset, 'version', null, null
    from version
    where generated_by like 'arn:%'
    union all
    select account_id, region, model_package_arn, asset, 'model', null, null
    from container
    union all
    select account_id, region, model_data_url, asset, 'model', 'Model', null
    from container
    union all
    select account_id, region, image, asset, 'model', 'Image', null
    from container
    union all
    -- A model that names no version runs the newest one with the same artifact in its account.
    select c.account_id, c.region, v.model_version_arn, c.asset, 'artifact', null, null
    from container as c
    inner join (
        select account_id, model_data_url, max_by(asset, registered_at) as model_version_arn
        from model_version_now
        where model_data_url is not null
        group by account_id, model_data_url
    ) as v on v.account_id = c.account_id and v.model_data_url = c.model_data_url
    where c.model_package_arn is null
    union all
    select g.account_id, g.region, m.asset, g.asset, 'endpoint_config', null, null
    from endpoint_config_now as g
    inner join endpoint_config_variant_observation as v on v.asset = g.asset and v.position = g.position
    inner join model_now as m
        on m.account_id = g.account_id and m.region = g.region and m.model_name = v.model_name
    union all
    select e.account_id, e.region, g.asset, e.asset, 'endpoint_config', null, null
    from endpoint_now as e
    inner join endpoint_config_now as g
        on g.account_id = e.account_id and g.region = e.region and g.config_name = e.config_name
)

select
    account_id,
    region,
    -- The ARN of a version has its group's name in lower case, however it is written where it is named.
    case
        when source_asset like 'arn:%:model-package/%' then lower(source_asset)
        when source_asset like 's3://%/' then substr(source_asset, 1, length(source_asset) - 1)
        else source_asset
    end as source_asset,
    case
        when destination_asset like 'arn:%:model-package/%' then lower(destination_asset)
        when destination_asset like 's3://%/' then substr(destination_asset, 1, length(destination_asset) - 1)
        else destination_asset
    end as destination_asset,
    how,
    source_type,
    destination_type
from step
where source_asset is not null and destination_asset is not null and source_asset <> destination_asset

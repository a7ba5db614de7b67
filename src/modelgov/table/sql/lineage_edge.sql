-- Lineage from data to endpoints: each step once, over all accounts, with how it is known.
select
    source_asset,
    case
        when source_asset like 'arn:%:endpoint/%' then 'endpoint'
        when source_asset like 'arn:%:endpoint-config/%' then 'endpoint_config'
        when source_asset like 'arn:%:model/%' then 'model'
        when source_asset like 'arn:%:model-package/%' then 'model_version'
        when source_asset like 'arn:%:model-package-group/%' then 'model_group'
        when source_asset like 'arn:%:training-job/%' then 'training_job'
        when source_asset like 'arn:%:processing-job/%' then 'processing_job'
        when source_asset like 'arn:%:transform-job/%' then 'transform_job'
        when source_asset like 'arn:%:pipeline/%' then 'pipeline_execution'
        when source_asset like 'arn:%:action/%' then 'action'
        when source_asset like 'arn:%:context/%' then 'context'
        when source_asset like 'arn:%:experiment-trial-component/%' then 'trial_component'
        when max(source_type) = 'DataSet' then 'dataset'
        when max(source_type) = 'Image' then 'image'
        when max(source_type) = 'Model' then 'model_artifact'
        else 'artifact'
    end as source_kind,
    destination_asset,
    case
        when destination_asset like 'arn:%:endpoint/%' then 'endpoint'
        when destination_asset like 'arn:%:endpoint-config/%' then 'endpoint_config'
        when destination_asset like 'arn:%:model/%' then 'model'
        when destination_asset like 'arn:%:model-package/%' then 'model_version'
        when destination_asset like 'arn:%:model-package-group/%' then 'model_group'
        when destination_asset like 'arn:%:training-job/%' then 'training_job'
        when destination_asset like 'arn:%:processing-job/%' then 'processing_job'
        when destination_asset like 'arn:%:transform-job/%' then 'transform_job'
        when destination_asset like 'arn:%:pipeline/%' then 'pipeline_execution'
        when destination_asset like 'arn:%:action/%' then 'action'
        when destination_asset like 'arn:%:context/%' then 'context'
        when destination_asset like 'arn:%:experiment-trial-component/%' then 'trial_component'
        when max(destination_type) = 'DataSet' then 'dataset'
        when max(destination_type) = 'Image' then 'image'
        when max(destination_type) = 'Model' then 'model_artifact'
        else 'artifact'
    end as destination_kind,
    min_by(account_id, concat(how, ' ', account_id, ' ', region)) as account_id,
    min_by(region, concat(how, ' ', account_id, ' ', region)) as region,
    min(how) as how,
    count(distinct how) > 1 as confirmed
from lineage_said
group by source_asset, destination_asset

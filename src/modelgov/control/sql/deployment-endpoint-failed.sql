-- title = "No endpoint is in a failed state"
-- group = "deployment"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "endpoint"
-- why = "A failed endpoint answers nobody, or answers with the model before the last change while its owner believes that the new one serves."
-- remedy = "The owner reads why it failed, corrects that and brings the endpoint back, or deletes it. In AWS: SageMaker console, Inference, Endpoints, or `aws sagemaker describe-endpoint`, then `aws sagemaker update-endpoint` or `aws sagemaker delete-endpoint`. After UpdateRollbackFailed only AWS support or a new endpoint helps."
-- settle = "Let modelgov read the endpoints there (Search) and run a full collection; a status that AWS has added since is told by a newer modelgov."
-- reads = ["Search:Endpoint"]
-- since = { changed_at = "In this state", created_at = "Endpoint created" }
select
    e.asset,
    e.account_id,
    e.region,
    case
        when e.endpoint_status in ('Failed', 'OutOfService', 'UpdateRollbackFailed') then 'fail'
        when e.endpoint_status in ('InService', 'Updating', 'SystemUpdating', 'RollingBack') then 'pass'
        else 'unknown'
    end as status,
    case
        when e.endpoint_status in ('Failed', 'OutOfService', 'UpdateRollbackFailed')
            then 'It is ' || e.endpoint_status || ' since ' || cast(cast(e.changed_at as date) as varchar)
            || case
                when trim(e.failure_reason) like '%.' then ': ' || trim(e.failure_reason)
                else coalesce(': ' || trim(e.failure_reason), '') || '.'
            end
        when e.endpoint_status in ('InService', 'Updating', 'SystemUpdating', 'RollingBack') then 'It serves.'
        else 'Its status is ' || coalesce(e.endpoint_status, 'not seen') || '.'
    end as reason,
    e.endpoint_name,
    e.endpoint_status,
    e.failure_reason,
    e.config_name,
    e.created_at,
    e.changed_at,
    g.model_group,
    g.version,
    g.owner,
    g.team
from endpoint_now as e
left join governed as g on g.asset = e.asset
where coalesce(e.endpoint_status, '') not in ('Creating', 'Deleting')

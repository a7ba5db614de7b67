-- CloudTrail's events of SageMaker: who asked for which change, when, from where, and whether it was done.
select
    account_id,
    region,
    asset as event_id,
    event_at,
    event_name,
    actor,
    actor_arn,
    identity_type,
    role_arn,
    source_identity,
    invoked_by,
    source_ip,
    user_agent,
    error_code,
    error_message,
    resource_arn,
    resource_name,
    request_parameters,
    observed_at,
    position
from (
    select
        account_id,
        region,
        asset,
        event_at,
        event_name,
        actor,
        actor_arn,
        identity_type,
        role_arn,
        source_identity,
        invoked_by,
        source_ip,
        user_agent,
        error_code,
        error_message,
        resource_arn,
        resource_name,
        request_parameters,
        observed_at,
        position,
        row_number() over (partition by asset order by position desc) as place
    from trail_event_observation
) as ranked
where place = 1

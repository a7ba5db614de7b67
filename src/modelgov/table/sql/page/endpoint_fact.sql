-- What else is known of one endpoint: its config, what it captures, why it failed. Takes account, region, name.
select
    e.failure_reason,
    e.config_name,
    e.observed_at,
    g.config_name is not null as config_seen,
    g.data_capture,
    g.capture_percent,
    g.capture_uri,
    e.capture_status,
    t.tier_reason,
    x.environment_source
from endpoint_now as e
left join endpoint_config_now as g
    on g.account_id = e.account_id and g.region = e.region and g.config_name = e.config_name
left join governed as t on t.asset = e.asset
left join endpoint_environment as x on x.endpoint_arn = e.asset
where e.account_id = ? and e.region = ? and e.endpoint_name = ?

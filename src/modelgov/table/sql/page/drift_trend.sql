-- How far the feature that moved most is from its baseline in every execution of each endpoint. Takes the first moment,
-- and that after the last.
select
    account_id,
    region,
    endpoint_name,
    scheduled_at,
    max(psi) as psi
from drift
where
    endpoint_name is not null
    and scheduled_at >= cast(? as timestamp with time zone)
    and scheduled_at < cast(? as timestamp with time zone)
group by account_id, region, endpoint_name, scheduled_at
order by account_id, region, endpoint_name, scheduled_at

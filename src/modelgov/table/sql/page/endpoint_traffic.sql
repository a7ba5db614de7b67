-- Requests and errors of every endpoint over the days of a span that were measured. Takes the first moment, and that
-- after the last.
with measured as (
    select
        account_id,
        region,
        endpoint_name,
        day,
        max(case when metric_name = 'invocations' then metric_value end) as invocations,
        max(case when metric_name = 'error_4xx_share' then metric_value end) as error_4xx_share,
        max(case when metric_name = 'error_5xx_share' then metric_value end) as error_5xx_share
    from endpoint_day
    where
        metric_name in ('invocations', 'error_4xx_share', 'error_5xx_share')
        and day >= cast(cast(? as timestamp with time zone) as date)
        and day < cast(cast(? as timestamp with time zone) as date)
    group by account_id, region, endpoint_name, day
)

select
    account_id,
    region,
    endpoint_name,
    min(day) as first_day,
    cast(sum(invocations) as bigint) as invocations,
    cast(round(sum(invocations * error_4xx_share)) as bigint) as errors_4xx,
    cast(round(sum(invocations * error_5xx_share)) as bigint) as errors_5xx
from measured
group by account_id, region, endpoint_name
order by account_id, region, endpoint_name

-- title = "Everything that should be read could be read"
-- group = "coverage"
-- severity = "high"
-- version = 1
-- asset = "scope"
-- why = "What could not be read is not in any count, any list or any pass. A scope that refuses is where surprises live, and nothing else here will tell of them."
-- remedy = "Whoever runs modelgov gets the permission that is missing: the evidence names the call that was refused. Then let it collect again; where the failure is AWS's own, run it again later. In AWS: `modelgov iam` writes the policy for the collector's role; a service control policy that forbids the call must be corrected."
-- settle = "Run `modelgov collect` again at a time when others ask AWS less, so that the reads that were not finished come to their end."
-- [evidence]
-- operations = "Operations that were asked in the account and region."
-- refused = "Those of them that were refused or failed."
-- throttled_operations = "Those of them that were not finished because they were asked too fast."
-- refused_operation = "One of those that were refused or failed."
-- refused_reason = "What AWS answered to it."
with counted as (
    select
        k.account_id,
        k.region,
        count(*) as operations,
        count(*) filter (where k.outcome in ('denied', 'failed')) as refused,
        count(*) filter (where k.outcome = 'throttled') as throttled_operations,
        count(*) filter (where k.gap or k.gap is null) as gaps,
        min(case when k.outcome in ('denied', 'failed') then k.operation end) as refused_operation,
        min_by(k.reason, case when k.outcome in ('denied', 'failed') then '0' else '1' end || k.operation)
            as refused_reason,
        count(*) filter (where k.outcome = 'denied') as denied
    from coverage as k
    where k.operation <> 'watch' and k.named_asset = ''
    group by k.account_id, k.region
)

select
    'scope:' || c.account_id || '/' || c.region as asset,
    case when c.region = 'global' then 'all' else c.account_id end as account_id,
    case when c.region = 'global' then 'all' else c.region end as region,
    case
        when c.refused > 0 then 'fail'
        when c.gaps > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when c.refused > 0 and c.denied = c.operations then 'Every read was refused.'
        when c.refused > 0
            then cast(c.refused as varchar) || ' of ' || cast(c.operations as varchar)
            || ' reads were refused or failed, such as ' || c.refused_operation || '.'
        when c.throttled_operations > 0
            then cast(c.throttled_operations as varchar) || ' of ' || cast(c.operations as varchar)
            || ' reads were not finished, since AWS was asked too fast.'
        when c.gaps > 0 then 'It is not known how a read ended.'
        else 'Every read came to its end.'
    end as reason,
    c.operations,
    c.refused,
    c.throttled_operations,
    c.refused_operation,
    case when c.refused > 0 then c.refused_reason end as refused_reason
from counted as c

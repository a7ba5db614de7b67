-- title = "Every account of the organisation is read"
-- group = "coverage"
-- severity = "high"
-- version = 1
-- asset = "scope"
-- why = "A model inventory is complete only when every account was looked at. An account that nobody reads is the first place where a model outside of all rules would stand."
-- remedy = "Whoever runs modelgov lets it read the account, or says with the reason that it is left out. In AWS: put the collector's role into the account (the spokes' stack); accounts that are left out stand in a setting of modelgov."
-- settle = "Find out with `modelgov doctor` why every read of the account is refused, let the collector's role read it, and run `modelgov collect`."
-- [evidence]
-- regions_tried = "Regions of the account in which a read was tried."
-- regions_read = "Those of them in which something was read to its end."
with counted as (
    select
        k.account_id,
        count(distinct k.region) as regions_tried,
        count(distinct case when k.outcome in ('read', 'empty') then k.region end) as regions_read,
        count(*) filter (where k.outcome <> 'not_offered') as offered
    from coverage as k
    where k.operation <> 'watch' and k.named_asset = '' and k.region <> 'global'
    group by k.account_id
)

select
    'scope:' || a.account_id || '/all' as asset,
    'all' as account_id,
    'all' as region,
    case
        when c.account_id is null then 'fail'
        when c.regions_read > 0 or c.offered = 0 then 'pass'
        else 'unknown'
    end as status,
    case
        when c.account_id is null then 'The organisation has this account, and no read of it was ever tried.'
        when c.regions_read > 0 then 'It is read.'
        when c.offered = 0 then 'It offers no SageMaker in any region that was tried.'
        else 'Every read of it was refused, so nobody knows what is in it.'
    end as reason,
    a.account_name,
    a.account_status,
    a.unit_path,
    coalesce(c.regions_tried, 0) as regions_tried,
    coalesce(c.regions_read, 0) as regions_read
from account as a
left join counted as c on c.account_id = a.account_id
where upper(coalesce(a.account_status, 'ACTIVE')) = 'ACTIVE'

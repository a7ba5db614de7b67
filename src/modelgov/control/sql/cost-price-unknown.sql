-- title = "What every endpoint costs is known"
-- group = "cost"
-- severity = "low"
-- version = 1
-- asset = "endpoint"
-- why = "A cost that is not known counts as nothing in every sum. The most unusual and often the dearest instance types are the ones that are missing."
-- remedy = "Whoever runs modelgov lets it read AWS's price list (pricing:GetProducts), or adds the price in the file that the setting for prices names."
-- settle = "Let modelgov read the endpoint's config (DescribeEndpointConfig) and run a full collection, so that it is known what it runs on."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig"]
-- [evidence]
-- variants = "Variants of the endpoint, shadow variants too."
-- unpriced = "Those of them without a price."
-- borrowed = "Those of them priced by the list of another region."
with counted as (
    select
        e.asset,
        e.account_id,
        e.region,
        e.endpoint_name,
        count(c.priced_by) as variants,
        count(*) filter (where c.priced_by = 'no price known') as unpriced,
        count(*) filter (where c.priced_by = 'list price of another region') as borrowed,
        min(case when c.priced_by = 'no price known' then c.instance_type end) as instance_type
    from endpoint_now as e
    left join endpoint_cost as c on c.endpoint_arn = e.asset
    where e.endpoint_status = 'InService'
    group by e.asset, e.account_id, e.region, e.endpoint_name
)

select
    c.asset,
    c.account_id,
    c.region,
    case
        when c.variants = 0 then 'unknown'
        when c.unpriced > 0 then 'fail'
        else 'pass'
    end as status,
    case
        when c.variants = 0 then 'Its config was not seen, so nobody knows what it runs on.'
        when c.unpriced > 0
            then 'No price is known of ' || coalesce(c.instance_type, 'what it runs on') || ' in its region.'
        when c.borrowed > 0 then 'Its price is known, from the list of another region.'
        else 'Its price is known.'
    end as reason,
    c.endpoint_name,
    c.instance_type,
    c.variants,
    c.unpriced,
    c.borrowed
from counted as c

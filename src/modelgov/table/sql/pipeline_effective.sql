-- The effective facts of every pipeline and where each came from: of what is said, the lowest precedence.
select
    account_id,
    region,
    asset,
    max(case when fact = 'owner' then value end) as owner,
    max(case when fact = 'owner' then origin end) as owner_source,
    max(case when fact = 'team' then value end) as team,
    max(case when fact = 'team' then origin end) as team_source,
    max(case when fact = 'business_unit' then value end) as business_unit,
    max(case when fact = 'business_unit' then origin end) as business_unit_source
from (
    select
        account_id,
        region,
        asset,
        fact,
        value,
        origin,
        row_number() over (
            partition by account_id, region, asset, fact order by precedence, spelt, value
        ) as place
    from pipeline_fact
) as ranked
where place = 1
group by account_id, region, asset

-- What properties, group tags, card, account and units say of a version; the lowest precedence counts.
with card as (
    select account_id, region, model_group, asset, 'model_overview.model_owner' as path, card_owner as value
    from model_version_now
    union all
    select account_id, region, model_group, asset, 'model_overview.model_creator' as path, card_creator as value
    from model_version_now
    union all
    select account_id, region, model_group, asset, 'business_details.line_of_business' as path, card_unit as value
    from model_version_now
    union all
    select account_id, region, model_group, asset, 'intended_uses.intended_uses' as path, card_use as value
    from model_version_now
    union all
    select account_id, region, model_group, asset, 'intended_uses.purpose_of_model' as path, card_purpose as value
    from model_version_now
)
select
    v.account_id,
    v.region,
    v.model_group,
    v.asset,
    s.fact,
    p.property_value as value,
    'version property' as origin,
    p.property_key as spelt,
    s.canonical,
    100 + s.rank as precedence
from model_version_now as v
inner join model_version_property_observation as p on p.asset = v.asset and p.position = v.position
inner join spelling as s on s.spelling = lower(p.property_key)
where trim(p.property_value) <> ''
union all
select
    v.account_id,
    v.region,
    v.model_group,
    v.asset,
    f.fact,
    f.value,
    f.origin,
    f.spelt,
    f.canonical,
    f.precedence
from model_version_now as v
inner join group_fact as f
    on f.account_id = v.account_id and f.region = v.region and f.model_group = v.model_group
union all
select
    c.account_id,
    c.region,
    c.model_group,
    c.asset,
    s.fact,
    c.value,
    'model card' as origin,
    c.path as spelt,
    s.canonical,
    300 + s.rank as precedence
from card as c
inner join spelling as s on s.spelling = c.path
where trim(c.value) <> ''

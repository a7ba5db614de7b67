-- What a model group's tags, its account's and its units' say of it; the lowest precedence counts.
select
    g.account_id,
    g.region,
    g.model_group,
    s.fact,
    t.tag_value as value,
    'group tag' as origin,
    t.tag_key as spelt,
    s.canonical,
    200 + s.rank as precedence
from model_group_now as g
inner join model_group_tag_observation as t on t.asset = g.asset and t.position = g.position
inner join spelling as s on s.spelling = lower(t.tag_key)
where trim(t.tag_value) <> ''
union all
select
    g.account_id,
    g.region,
    g.model_group,
    s.fact,
    t.tag_value as value,
    t.origin,
    t.tag_key as spelt,
    s.canonical,
    case when t.origin = 'account tag' then 400 else 500 end + s.rank as precedence
from model_group_now as g
inner join account_now as a on a.account_id = g.account_id
inner join account_tag_observation as t on t.asset = a.asset and t.position = a.position
inner join spelling as s on s.spelling = lower(t.tag_key)
where trim(t.tag_value) <> ''

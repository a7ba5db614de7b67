-- What a pipeline's tags, its account's and its units' say of it; the lowest precedence counts.
select
    p.account_id,
    p.region,
    p.asset,
    s.fact,
    t.tag_value as value,
    'pipeline tag' as origin,
    t.tag_key as spelt,
    200 + s.rank as precedence
from pipeline_now as p
inner join pipeline_tag_observation as t on t.asset = p.asset and t.position = p.position
inner join spelling as s on s.spelling = lower(t.tag_key)
where trim(t.tag_value) <> ''
union all
select
    p.account_id,
    p.region,
    p.asset,
    s.fact,
    t.tag_value as value,
    t.origin,
    t.tag_key as spelt,
    case when t.origin = 'account tag' then 400 else 500 end + s.rank as precedence
from pipeline_now as p
inner join account_now as a on a.account_id = p.account_id
inner join account_tag_observation as t on t.asset = a.asset and t.position = a.position
inner join spelling as s on s.spelling = lower(t.tag_key)
where trim(t.tag_value) <> ''

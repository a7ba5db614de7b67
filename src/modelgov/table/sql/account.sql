-- Accounts as Organizations or the settings name them, and the environment that their tags or their units' say.
with environment_said as (
    select
        account_id,
        value as environment,
        origin
    from (
        select
            a.account_id,
            t.tag_value as value,
            t.origin,
            row_number() over (
                partition by a.account_id
                order by case when t.origin = 'account tag' then 0 else 1 end, s.rank, t.tag_key, t.tag_value
            ) as place
        from account_now as a
        inner join account_tag_observation as t on t.asset = a.asset and t.position = a.position
        inner join spelling as s on s.spelling = lower(t.tag_key)
        where s.fact = 'environment' and trim(t.tag_value) <> ''
    ) as ranked
    where place = 1
)

select
    a.account_id,
    coalesce(a.account_name, a.account_id) as account_name,
    a.account_status,
    a.unit_path,
    coalesce(e.environment, d.unassigned) as environment,
    coalesce(e.origin, 'none') as environment_source,
    a.email,
    a.joined_at,
    a.changed_at,
    a.observed_at
from account_now as a
cross join fallback as d
left join environment_said as e on e.account_id = a.account_id

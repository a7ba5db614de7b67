-- How else a business unit and an environment are written elsewhere: alike but for case, spaces and marks, or another word for production. Takes the unit twice, and the environment.
with produced as (
    select distinct environment
    from endpoint_environment
    where in_production
)

select distinct
    'business_unit' as fact,
    v.business_unit as spelt
from model_version as v
where
    v.business_unit <> cast(? as varchar)
    and replace(replace(replace(lower(trim(v.business_unit)), ' ', ''), '-', ''), '_', '')
    = replace(replace(replace(lower(trim(cast(? as varchar))), ' ', ''), '-', ''), '_', '')
union all
select distinct
    'environment' as fact,
    v.environment as spelt
from model_version as v
cross join (select cast(? as varchar) as environment) as own
where
    v.environment <> own.environment
    and (
        lower(trim(v.environment)) = lower(trim(own.environment))
        or (
            v.environment in (select p.environment from produced as p)
            and own.environment in (select p.environment from produced as p)
        )
    )
order by fact, spelt

-- How a business unit and an environment are written most often, spellings alike but for case, spaces and marks and words for production taken together. Takes the unit and the environment.
with own as (
    select
        cast(? as varchar) as business_unit,
        cast(? as varchar) as environment
),

produced as (
    select distinct environment
    from endpoint_environment
    where in_production
),

written as (
    select
        'business_unit' as fact,
        v.business_unit as spelt,
        count(*) as versions
    from model_version as v
    cross join own as o
    where
        replace(replace(replace(lower(trim(v.business_unit)), ' ', ''), '-', ''), '_', '')
        = replace(replace(replace(lower(trim(o.business_unit)), ' ', ''), '-', ''), '_', '')
    group by v.business_unit
    union all
    select
        'environment' as fact,
        v.environment as spelt,
        count(*) as versions
    from model_version as v
    cross join own as o
    where
        lower(trim(v.environment)) = lower(trim(o.environment))
        or (
            v.environment in (select p.environment from produced as p)
            and o.environment in (select p.environment from produced as p)
        )
    group by v.environment
)

select
    w.fact,
    max_by(w.spelt, w.versions) as spelt
from written as w
group by w.fact
order by w.fact

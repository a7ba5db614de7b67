-- People of the given names: how many versions they own, and how many they approved. Takes the names, twice.
with said as (
    select
        owner as name,
        1 as owned,
        0 as approved
    from model_version
    where owner in (select n.name from unnest(cast(? as array(varchar))) as n (name))

    union all

    select
        actor as name,
        0 as owned,
        1 as approved
    from version_approval
    where actor in (select n.name from unnest(cast(? as array(varchar))) as n (name))
)

select
    name,
    sum(owned) as versions,
    sum(approved) as approvals
from said
group by name
order by name

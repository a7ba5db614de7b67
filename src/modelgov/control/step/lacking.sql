-- What each control relies on and was not read, by account and region, and over all of them.
create or replace temp table lacking as
with missing as (
    select
        n.control_id,
        p.account_id,
        p.region,
        string_agg(n.operation, ', ' order by n.operation) as operations,
        bool_or(n.absence) as absence
    from needed as n
    cross join place as p
    left join sighted as s
        on s.account_id = p.account_id and s.region = p.region and s.operation = n.operation
    where s.operation is null
    group by n.control_id, p.account_id, p.region
)

select * from missing
union all
select
    control_id,
    'all' as account_id,
    'all' as region,
    cast(count(*) as varchar) || ' accounts and regions' as operations,
    bool_or(absence) as absence
from missing
group by control_id

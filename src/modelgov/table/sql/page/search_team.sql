-- Teams of the given names with how many versions are theirs.
select
    team as name,
    count(*) as versions
from model_version
where team in (select n.name from unnest(cast(? as array(varchar))) as n (name))
group by team
order by team

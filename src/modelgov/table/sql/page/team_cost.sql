-- What the endpoints in service of each team cost a month at list price; those without a price are counted apart.
select
    g.team,
    count(distinct c.endpoint_arn) as endpoints,
    count(*) filter (where c.hosting <> 'serverless' and c.usd_per_month is null) as unpriced,
    count(*) filter (where c.hosting = 'serverless') as serverless,
    sum(c.usd_per_month) as usd_per_month
from endpoint_cost as c
inner join governed as g on g.asset = c.endpoint_arn
where c.endpoint_status in ('InService', 'Updating', 'SystemUpdating', 'RollingBack')
group by g.team
order by g.team

-- List price of the hours in service of each month, where all of them have one. Takes the first and the last month.
select
    month,
    case when sum(unpriced_hours) > 0 then null else sum(usd) end as usd
from cost_month
where
    month >= cast(? as timestamp with time zone)
    and month <= cast(? as timestamp with time zone)
group by month
order by month

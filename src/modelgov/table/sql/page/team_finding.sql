-- Failures that stand, by team and severity.
select
    team,
    severity,
    count(*) as findings
from finding
where standing and status = 'fail'
group by team, severity
order by team, severity

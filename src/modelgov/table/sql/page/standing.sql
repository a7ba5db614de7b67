-- How many findings stand now, by status and severity.
select
    status,
    severity,
    count(*) as findings
from finding
where status <> 'pass'
group by status, severity

-- Versions by team, and those that wait for approval.
select
    team,
    count(*) as versions,
    count(*) filter (where approval_status = 'PendingManualApproval') as waiting
from model_version
group by team
order by team

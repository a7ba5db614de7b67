-- Versions registered in each month, by their approval status now. Takes the first moment, and that after the last.
select
    date_trunc('month', registered_at) as month,
    count(*) filter (where approval_status = 'Approved') as approved,
    count(*) filter (where approval_status = 'PendingManualApproval') as pending,
    count(*) filter (where approval_status = 'Rejected') as rejected,
    count(*) filter (
        where approval_status not in ('Approved', 'PendingManualApproval', 'Rejected')
    ) as unknown
from model_version
where registered_at >= cast(? as timestamp with time zone) and registered_at < cast(? as timestamp with time zone)
group by date_trunc('month', registered_at)
order by month

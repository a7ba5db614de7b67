-- Versions registered in each month, or on each day, by their approval status now. Takes which (`month` or `day`), the first moment, and that after the last.
with registered as (
    select
        date_trunc(cast(? as varchar), registered_at) as since,
        approval_status
    from model_version
    where registered_at >= cast(? as timestamp with time zone) and registered_at < cast(? as timestamp with time zone)
)

select
    since,
    count(*) filter (where approval_status = 'Approved') as approved,
    count(*) filter (where approval_status = 'PendingManualApproval') as pending,
    count(*) filter (where approval_status = 'Rejected') as rejected,
    count(*) filter (
        where approval_status not in ('Approved', 'PendingManualApproval', 'Rejected')
    ) as unknown
from registered
group by since
order by since

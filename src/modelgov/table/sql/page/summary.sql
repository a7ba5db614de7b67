-- The counts on the Overview. Takes the time now, four times.
select
    (select count(*) from model_group) as model_groups,
    count(*) as versions,
    count(*) filter (where production) as production_versions,
    count(*) filter (where production and approval_status <> 'Approved') as production_not_approved,
    count(*) filter (where approval_status = 'PendingManualApproval') as waiting_for_approval,
    count(*) filter (
        where approval_status = 'PendingManualApproval'
        and registered_at < cast(? as timestamp with time zone) - interval '5' day
    ) as waiting_over_5_days,
    count(*) filter (
        where registered_at >= date_trunc('month', cast(? as timestamp with time zone))
    ) as registered_this_month,
    count(*) filter (
        where registered_at >= date_trunc('month', cast(? as timestamp with time zone)) - interval '1' month
        and registered_at < cast(? as timestamp with time zone) - interval '1' month
    ) as registered_last_month
from model_version

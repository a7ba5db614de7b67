-- How many versions waited for approval, by moment. Takes the moments.
with stated as (
    select
        model_version_arn,
        approval_status,
        changed_at,
        lead(changed_at) over (partition by model_version_arn order by position) as until_at
    from approval
)

select
    m.moment,
    count(*) as waiting
from stated as s
inner join model_version as v on v.model_version_arn = s.model_version_arn
cross join unnest(cast(? as array(timestamp with time zone))) as m (moment)
where
    s.approval_status = 'PendingManualApproval'
    and s.changed_at <= m.moment
    and (s.until_at is null or s.until_at > m.moment)
group by m.moment
order by m.moment

-- Business units by their versions, and what their endpoints cost a month: nothing where there are none,
-- not known (null) where none has a price.
with counted as (
    select
        business_unit,
        count(*) as versions,
        count(*) filter (where production) as production,
        count(*) filter (where approval_status = 'Approved') as approved,
        count(*) filter (where approval_status = 'PendingManualApproval') as pending,
        count(*) filter (where approval_status = 'Rejected') as rejected,
        count(*) filter (
            where approval_status not in ('Approved', 'PendingManualApproval', 'Rejected')
        ) as unknown
    from model_version
    group by business_unit
),

-- A group's own unit, as the list of groups shows it: its versions may say others.
grouped as (
    select
        business_unit,
        count(*) as model_groups
    from model_group
    group by business_unit
),

cost as (
    select
        v.business_unit,
        sum(e.usd_per_month) as usd_per_month
    from endpoint as e
    inner join model_version as v on v.model_version_arn = e.model_version_arn
    where e.endpoint_status in ('InService', 'Updating', 'SystemUpdating', 'RollingBack')
    group by v.business_unit
)

select
    n.business_unit,
    coalesce(g.model_groups, 0) as model_groups,
    n.versions,
    n.production,
    n.approved,
    n.pending,
    n.rejected,
    n.unknown,
    case when c.business_unit is null then 0 else round(c.usd_per_month, 2) end as usd_per_month
from counted as n
left join grouped as g on g.business_unit = n.business_unit
left join cost as c on c.business_unit = n.business_unit
order by n.versions desc, n.business_unit

insert into said
select
    '{control_id}' as control_id,
    j.asset,
    j.account_id,
    j.region,
    j.status,
    j.reason,
    case when j.status <> 'pass' then {evidence} end as evidence
from ({statement}) as j
{chosen}

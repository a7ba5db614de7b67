-- Every judgement, those that passed too.
select
    control_id,
    asset,
    account_id,
    region,
    severity,
    status,
    reason
from judged
union all
select
    control_id,
    asset,
    account_id,
    region,
    severity,
    status,
    reason
from passed
order by 1, 2

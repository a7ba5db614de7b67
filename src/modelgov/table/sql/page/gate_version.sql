-- A version as a gate asks for it, and when anything of its account and region was last read.
select
    v.model_group,
    v.version,
    v.approval_status,
    max(c.observed_at) as read_at
from model_version as v
left join coverage as c
    on c.account_id = v.account_id and c.region = v.region and not c.gap and c.operation <> 'watch'
where v.model_version_arn = ?
group by v.model_group, v.version, v.approval_status

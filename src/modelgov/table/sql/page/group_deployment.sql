-- Where versions of one group serve or served, by when each was first seen to. Takes account, region, group.
select
    v.version,
    s.account_id,
    coalesce(a.account_name, s.account_id) as account_name,
    s.region,
    s.endpoint_name,
    s.endpoint_arn,
    s.first_served_at,
    max(case when e.endpoint_status = 'InService' then 1 else 0 end) = 1 as serves
from version_served as s
inner join model_version as v on v.model_version_arn = s.model_version_arn
left join account as a on a.account_id = s.account_id
left join endpoint as e on e.endpoint_arn = s.endpoint_arn and e.model_version_arn = s.model_version_arn
where v.account_id = ? and v.region = ? and v.model_group = ?
group by
    v.version,
    s.account_id,
    coalesce(a.account_name, s.account_id),
    s.region,
    s.endpoint_name,
    s.endpoint_arn,
    s.first_served_at
order by s.first_served_at, v.version, s.endpoint_name

-- Properties of the versions of one group, oldest version first. Takes account, region, group.
select
    v.version,
    v.registered_at,
    p.property_key,
    p.property_value
from model_version_now as v
inner join model_version_property_observation as p on p.asset = v.asset and p.position = v.position
where v.account_id = ? and v.region = ? and v.model_group = ?
order by v.version, p.property_key

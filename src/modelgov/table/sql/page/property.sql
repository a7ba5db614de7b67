-- Properties of one group's versions. Takes account, region, group.
select
    v.version,
    p.property_key,
    p.property_value
from model_version_now as v
inner join model_version_property_observation as p on p.asset = v.asset and p.position = v.position
where v.account_id = ? and v.region = ? and v.model_group = ? and v.version in (?, ?)
order by v.version desc, p.property_key

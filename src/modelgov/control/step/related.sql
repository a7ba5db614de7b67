-- What hangs together with assets that changed: a group's versions, a version's group and endpoints, an endpoint's version.
select v.model_version_arn as asset
from model_version as v
inner join model_group as m
    on m.account_id = v.account_id and m.region = v.region and m.model_group = v.model_group
where m.model_group_arn in (select unnest($assets))
union
select m.model_group_arn as asset
from model_version as v
inner join model_group as m
    on m.account_id = v.account_id and m.region = v.region and m.model_group = v.model_group
where v.model_version_arn in (select unnest($assets))
union
select endpoint_arn as asset from endpoint where model_version_arn in (select unnest($assets))
union
select model_version_arn as asset
from endpoint
where endpoint_arn in (select unnest($assets)) and model_version_arn is not null

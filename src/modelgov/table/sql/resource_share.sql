-- Shares of model groups: a row for each share, group and principal, once for each account that sees it.
select
    s.account_id,
    s.region,
    s.share_name,
    s.share_arn,
    s.seen_as,
    s.owner_account_id,
    s.share_status,
    s.feature_set,
    g.model_group_arn,
    g.group_share_status,
    p.principal,
    p.principal_kind,
    p.principal_account_id,
    p.organisation_id,
    p.external,
    s.external_allowed,
    s.created_at,
    s.changed_at,
    s.observed_at
from resource_share_now as s
left join resource_share_group_observation as g on g.asset = s.asset and g.position = s.position
left join resource_share_principal_observation as p on p.asset = s.asset and p.position = s.position

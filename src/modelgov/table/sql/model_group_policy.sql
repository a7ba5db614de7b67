-- Policies of model groups: a row for each principal; of a group that has none, a row without one.
select
    p.account_id,
    p.region,
    p.model_group,
    p.model_group_arn,
    p.policy_json is not null as has_policy,
    g.effect,
    g.principal,
    g.principal_kind,
    g.principal_account_id,
    g.organisation_id,
    g.actions,
    g.conditioned,
    p.policy_json,
    p.changed_at,
    p.observed_at
from model_group_policy_now as p
left join model_group_grant_observation as g on g.asset = p.asset and g.position = p.position

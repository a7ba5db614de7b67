-- Versions now, with effective owner, business unit, team, environment and use, and where each came from.
with serving as (
    select
        model_version_arn,
        count(distinct endpoint_arn) as endpoints,
        count(distinct case when endpoint_status = 'InService' then endpoint_arn end) as in_service
    from endpoint
    where model_version_arn is not null
    group by model_version_arn
)

select
    v.account_id,
    coalesce(a.account_name, v.account_id) as account_name,
    v.region,
    v.model_group,
    v.version,
    v.asset as model_version_arn,
    v.description,
    v.package_status,
    coalesce(v.approval_status, 'Unknown') as approval_status,
    v.approval_description,
    v.stage,
    v.stage_status,
    coalesce(f.owner, d.unassigned) as owner,
    coalesce(f.owner_source, 'none') as owner_source,
    coalesce(f.team, d.unassigned) as team,
    coalesce(f.team_source, 'none') as team_source,
    coalesce(f.business_unit, d.unassigned) as business_unit,
    coalesce(f.business_unit_source, 'none') as business_unit_source,
    coalesce(f.environment, d.unassigned) as environment,
    coalesce(f.environment_source, 'none') as environment_source,
    coalesce(f.intended_use, d.unassigned) as intended_use,
    coalesce(f.intended_use_source, 'none') as intended_use_source,
    coalesce(s.in_service, 0) > 0 as production,
    case
        when coalesce(s.in_service, 0) > 0 and v.approval_status = 'Approved' then 'production'
        when coalesce(s.in_service, 0) > 0 then 'unapproved_production'
        when v.approval_status = 'Approved' then 'validated'
        when v.approval_status is null then 'unknown'
        else 'prototype'
    end as maturity,
    coalesce(s.endpoints, 0) as endpoints,
    v.registered_at,
    v.changed_at,
    v.observed_at,
    v.actor as changed_by,
    v.created_by_arn,
    v.created_by_profile,
    v.generated_by,
    v.commit_id,
    v.repository,
    v.project_id,
    v.source_uri,
    v.image,
    v.image_digest,
    v.model_data_url,
    v.card_status,
    v.card_risk,
    lower(concat(
        v.model_group, chr(10), coalesce(f.owner, d.unassigned), chr(10), coalesce(f.team, d.unassigned), chr(10),
        coalesce(f.business_unit, d.unassigned), chr(10), coalesce(a.account_name, v.account_id), chr(10), v.asset
    )) as search_text,
    v.position
from model_version_now as v
cross join fallback as d
left join account as a on a.account_id = v.account_id
left join version_effective as f
    on f.account_id = v.account_id and f.region = v.region and f.model_group = v.model_group and f.asset = v.asset
left join serving as s on s.model_version_arn = v.asset
where v.model_group is not null

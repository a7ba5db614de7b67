-- Findings as they stand: what a control found of an asset, whose it is, and since when. Those that are resolved stay, as passed.
select
    f.asset as finding_id,
    f.control_id,
    split_part(f.control_id, '-', 1) as control_group,
    f.control_version,
    f.sql_hash,
    f.severity,
    case f.severity when 'critical' then 4 when 'high' then 3 when 'medium' then 2 else 1 end as severity_rank,
    f.status,
    f.status in ('fail', 'unknown', 'exempt') as standing,
    f.reason,
    f.evidence_json,
    f.turn,
    f.judged_asset,
    -- What no record of AWS stands behind is named by its kind, a colon and its name.
    case
        when g.asset_kind is not null then g.asset_kind
        when split_part(f.judged_asset, ':', 1) in ('team', 'owner', 'dataset', 'image', 'scope')
            then split_part(f.judged_asset, ':', 1)
        else 'other'
    end as asset_kind,
    case
        when g.asset_name is not null then g.asset_name
        when split_part(f.judged_asset, ':', 1) in ('team', 'owner', 'dataset', 'image', 'scope')
            then substr(f.judged_asset, strpos(f.judged_asset, ':') + 1)
        else f.judged_asset
    end as asset_name,
    f.account_id,
    coalesce(a.account_name, f.account_id) as account_name,
    f.region,
    g.model_group,
    g.version,
    coalesce(g.business_unit, d.unassigned) as business_unit,
    coalesce(g.team, d.unassigned) as team,
    coalesce(g.owner, d.unassigned) as owner,
    coalesce(g.environment, d.unassigned) as environment,
    coalesce(g.tier, 4) as tier,
    f.opened_at,
    f.changed_at,
    f.evaluation,
    lower(
        f.control_id || chr(10) || coalesce(g.asset_name, f.judged_asset) || chr(10) || coalesce(g.owner, d.unassigned)
        || chr(10) || coalesce(g.team, d.unassigned) || chr(10) || coalesce(f.reason, '') || chr(10) || f.judged_asset
    ) as search_text,
    f.position
from finding_now as f
cross join fallback as d
left join governed as g on g.asset = f.judged_asset
left join account as a on a.account_id = f.account_id

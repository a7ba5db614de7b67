-- Findings that stand of one group, of its versions and of the endpoints that run them, the worst first, and how
-- many there are of each status. Takes account, region and group twice, and how many rows to show.
with standing as (
    select
        f.finding_id,
        f.control_id,
        f.control_group,
        f.severity,
        f.severity_rank,
        f.status,
        f.standing,
        f.reason,
        f.asset_kind,
        f.asset_name,
        f.judged_asset,
        f.account_id,
        f.account_name,
        f.region,
        f.model_group,
        f.version,
        f.business_unit,
        f.team,
        f.owner,
        f.environment,
        f.tier,
        f.turn,
        f.opened_at,
        f.changed_at,
        case f.status when 'fail' then 0 when 'unknown' then 1 else 2 end as place
    from finding as f
    where
        f.standing
        and (
            (f.account_id = ? and f.region = ? and f.model_group = ?)
            or f.judged_asset in (
                select e.endpoint_arn
                from endpoint as e
                inner join model_version as v on v.model_version_arn = e.model_version_arn
                where v.account_id = ? and v.region = ? and v.model_group = ?
            )
        )
)

select
    finding_id,
    control_id,
    control_group,
    severity,
    severity_rank,
    status,
    standing,
    reason,
    asset_kind,
    asset_name,
    judged_asset,
    account_id,
    account_name,
    region,
    model_group,
    version,
    business_unit,
    team,
    owner,
    environment,
    tier,
    turn,
    opened_at,
    changed_at,
    count(*) filter (where status = 'fail') over () as failed,
    count(*) over () as standing_all
from standing
order by place, severity_rank desc, opened_at, finding_id
limit ?

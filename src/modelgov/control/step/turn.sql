-- What turned since the last evaluation: opened, changed, resolved or reopened; nothing where all is as it was.
with before as (
    select
        control_id,
        judged_asset as asset,
        account_id,
        region,
        severity,
        status,
        reason,
        evidence_digest,
        sql_hash,
        opened_at
    from finding_now
    where control_id in (select control_id from evaluated)
    {chosen}
),

after as (
    select
        j.control_id,
        j.asset,
        j.account_id,
        j.region,
        j.severity,
        j.status,
        j.reason,
        j.evidence,
        md5(coalesce(j.evidence, '')) as evidence_digest,
        e.sql_hash,
        j.blind,
        j.business_unit,
        j.team
    from judged as j
    inner join evaluated as e on e.control_id = j.control_id
)

select
    coalesce(a.control_id, b.control_id) as control_id,
    coalesce(a.asset, b.asset) as asset,
    coalesce(a.account_id, b.account_id) as account_id,
    coalesce(a.region, b.region) as region,
    coalesce(a.severity, b.severity) as severity,
    coalesce(a.status, 'pass') as status,
    coalesce(
        a.reason,
        case when m.asset is not null then trim('It passes now. ' || coalesce(m.reason, '')) end,
        'It is judged no longer: it is gone, or the control does not apply to it any more.'
    ) as reason,
    a.evidence,
    a.evidence_digest,
    case
        when b.asset is null then 'opened'
        when a.asset is null then 'resolved'
        when b.status = 'pass' then 'reopened'
        else 'changed'
    end as turn,
    case when b.status <> 'pass' then epoch_us(b.opened_at) end as opened_us
from after as a
full outer join before as b on b.control_id = a.control_id and b.asset = a.asset
left join mended as m on a.asset is null and m.control_id = b.control_id and m.asset = b.asset
where
    case
        when a.asset is null then b.status <> 'pass'
        when a.blind and (b.asset is null or b.status = 'pass') then false
        when b.asset is null then true
        else
            a.status <> b.status or a.reason is distinct from b.reason or a.severity <> b.severity
            or a.evidence_digest is distinct from b.evidence_digest or a.sql_hash <> b.sql_hash
    end
order by 1, 2

select
    (select list(distinct asset_kind) from governed where asset in (select unnest($assets))) as kinds,
    (
        select list(distinct control_id) from finding_now
        where status <> 'pass' and judged_asset in (select unnest($assets))
    ) as found

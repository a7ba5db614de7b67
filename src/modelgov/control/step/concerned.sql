select
    (select list(distinct asset_kind) from governed) as kinds,
    (
        select list(distinct control_id) from finding_now
        where status <> 'pass' and judged_asset in (select asset from wanted)
    ) as found

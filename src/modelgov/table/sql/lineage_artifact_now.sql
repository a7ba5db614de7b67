-- The newest state of every artifact of lineage that is not deleted.
select *
from (
    select
        *,
        row_number() over (
            partition by account_id, region, asset
            order by changed_at desc, observed_at desc, position desc
        ) as place
    from lineage_artifact_observation
) as ranked
where place = 1 and not deleted

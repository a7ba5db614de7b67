-- The newest state of every context of lineage that is not deleted.
select *
from (
    select
        *,
        row_number() over (
            partition by account_id, region, asset
            order by changed_at desc, observed_at desc, position desc
        ) as place
    from lineage_context_observation
) as ranked
where place = 1 and not deleted

-- The newest state of every share, as each account sees it, that is not deleted.
select *
from (
    select
        *,
        row_number() over (
            partition by account_id, region, asset
            order by changed_at desc, observed_at desc, position desc
        ) as place
    from resource_share_observation
) as ranked
where place = 1 and not deleted

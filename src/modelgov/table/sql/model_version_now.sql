-- The newest state of every model version that is not deleted.
select *
from (
    select
        *,
        row_number() over (
            partition by account_id, region, model_group, asset
            order by changed_at desc, observed_at desc, position desc
        ) as place
    from model_version_observation
) as ranked
where place = 1 and not deleted

-- The newest state of every model group's policy that is not deleted.
select *
from (
    select
        *,
        row_number() over (
            partition by account_id, region, asset
            order by changed_at desc, observed_at desc, position desc
        ) as place
    from model_group_policy_observation
) as ranked
where place = 1 and not deleted

-- The newest state of every account that is not deleted; what the organisation says before what only settings name.
select *
from (
    select
        *,
        row_number() over (
            partition by account_id
            order by case when account_name is null then 1 else 0 end, changed_at desc, observed_at desc, position desc
        ) as place
    from account_observation
) as ranked
where place = 1 and not deleted

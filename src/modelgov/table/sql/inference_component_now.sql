-- The newest state of every inference component that is not deleted; a state from the future never is the newest.
select *
from (
    select
        *,
        row_number() over (
            partition by account_id, region, asset
            order by
                case when changed_at > observed_at + interval '5' minute then 1 else 0 end,
                changed_at desc, observed_at desc, position desc
        ) as place
    from inference_component_observation
) as ranked
where place = 1 and not deleted

-- The newest state of every job definition of a monitor that is not deleted.
select *
from (
    select
        *,
        row_number() over (
            partition by account_id, region, asset
            order by changed_at desc, observed_at desc, position desc
        ) as place
    from monitoring_definition_observation
) as ranked
where place = 1 and not deleted

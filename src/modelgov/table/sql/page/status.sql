-- What the frame of every page says.
select
    (select count(distinct account_id) from coverage where account_id <> '' and region <> 'global') as accounts,
    (select count(distinct region) from coverage where region <> 'global') as regions,
    (
        select max(observed_at)
        from (
            select max(observed_at) as observed_at from model_version_observation where source = 'event'
            union all
            select max(observed_at) as observed_at from endpoint_observation where source = 'event'
        ) as heard
    ) as last_event_at,
    (select max(observed_at) from coverage where operation <> 'watch') as last_collected_at

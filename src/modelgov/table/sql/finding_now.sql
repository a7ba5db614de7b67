-- The newest turn of every finding.
select * from (
    select
        *,
        row_number() over (partition by asset order by position desc) as place
    from finding_observation
) as ranked
where place = 1

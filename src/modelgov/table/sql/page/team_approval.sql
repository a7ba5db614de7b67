-- How long each version that waited for its approval waited, where both moments are known. Takes
-- the first moment of the approval, and that after the last.
select
    v.team,
    cast(to_unixtime(a.first_approved_at) - to_unixtime(v.registered_at) as double) / nullif(3600, 0) as hours
from version_approval as a
inner join model_version as v on v.model_version_arn = a.model_version_arn
where
    a.was_pending and a.first_approved_at >= v.registered_at
    and a.first_approved_at >= cast(? as timestamp with time zone)
    and a.first_approved_at < cast(? as timestamp with time zone)
order by v.team, hours

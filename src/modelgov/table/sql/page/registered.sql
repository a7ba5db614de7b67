-- Versions registered in a span and in the one before it. Takes the first moment and that after the last, of both.
select
    count(*) filter (
        where
        registered_at >= cast(? as timestamp with time zone)
        and registered_at < cast(? as timestamp with time zone)
    ) as versions,
    count(*) filter (
        where
        registered_at >= cast(? as timestamp with time zone)
        and registered_at < cast(? as timestamp with time zone)
    ) as before
from model_version

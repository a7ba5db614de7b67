-- Since when, and until when, a watch listened to events; nothing where none ever did.
select
    min(listened_from) as listened_from,
    max(listened_to) as listened_to
from watch_span

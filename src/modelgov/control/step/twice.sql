-- Controls that judged an asset more than once, each with one such asset.
select control_id, min(asset) as asset
from (select control_id, asset from judged group by control_id, asset having count(*) > 1) as doubled
group by control_id

-- The steps that begin or end at some assets. Takes them twice, a line each.
select
    source_asset,
    source_kind,
    destination_asset,
    destination_kind,
    account_id,
    region,
    how,
    confirmed
from lineage_edge
where
    contains(split(?, chr(10)), source_asset)
    or contains(split(?, chr(10)), destination_asset)
order by source_asset, destination_asset

-- title = "TITLE"
-- group = "GROUP"
-- severity = "low"
-- version = 1
-- asset = "model_group"
-- why = "Say here what goes wrong where this does not hold."
-- remedy = "Say here what to do, and who does it."
-- settle = "Say here what would settle an unknown: a permission, a collection, or time."
-- reads = ["Search:ModelPackageGroup"]
select
    m.model_group_arn as asset,
    m.account_id,
    m.region,
    case when m.description is null then 'unknown' when m.description = '' then 'fail' else 'pass' end as status,
    case
        when m.description is null then 'The description was not seen.'
        when m.description = '' then 'It has no description.'
        else 'It has a description.'
    end as reason,
    m.owner
from model_group as m

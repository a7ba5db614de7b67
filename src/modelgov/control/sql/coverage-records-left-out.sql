-- title = "No record was left out"
-- group = "coverage"
-- severity = "medium"
-- version = 1
-- asset = "scope"
-- why = "A record that could not be understood or read back is left out, so that the rest can be taken. It is then judged by nothing, whatever is wrong with it."
-- remedy = "Look at the record that the evidence names with the AWS CLI. Where it is as AWS means it, report it to the makers of modelgov; where it was refused, let the collector's role read it."
-- settle = "Let the reads there come to their end: `modelgov coverage` names those that did not, and `modelgov doctor` what would mend them."
-- [evidence]
-- left_out = "Records that are left out."
-- malformed = "Those of them that are not of the form that AWS documents."
-- named_asset = "One of them."
-- left_out_reason = "Why it is left out."
-- gaps = "Reads that did not come to their end, so that more may be missing."
with counted as (
    select
        k.account_id,
        k.region,
        count(distinct case when k.named_asset <> '' and k.gap then k.named_asset end) as left_out,
        count(distinct case when k.named_asset <> '' and k.outcome = 'malformed' then k.named_asset end)
            as malformed,
        min(case when k.named_asset <> '' and k.gap then k.named_asset end) as named_asset,
        min_by(k.reason, case when k.named_asset <> '' and k.gap then '0' else '1' end || k.named_asset)
            as left_out_reason,
        count(*) filter (where k.named_asset = '' and k.gap) as gaps
    from coverage as k
    where k.operation <> 'watch'
    group by k.account_id, k.region
)

select
    'scope:' || c.account_id || '/' || c.region as asset,
    case when c.region = 'global' then 'all' else c.account_id end as account_id,
    case when c.region = 'global' then 'all' else c.region end as region,
    case
        when c.left_out > 0 then 'fail'
        when c.gaps > 0 then 'unknown'
        else 'pass'
    end as status,
    case
        when c.left_out = 1 then 'One record is left out.'
        when c.left_out > 1 then cast(c.left_out as varchar) || ' records are left out.'
        when c.gaps > 0 then 'None is left out of what was read, but not everything was read.'
        else 'No record is left out.'
    end as reason,
    c.left_out,
    c.malformed,
    c.named_asset,
    case when c.left_out > 0 then c.left_out_reason end as left_out_reason,
    c.gaps
from counted as c

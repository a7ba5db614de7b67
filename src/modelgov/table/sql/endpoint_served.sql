-- Every endpoint with the facts of the most material version that it serves; where none explains it, without.
select
    e.asset as endpoint_arn,
    min_by(s.model_version_arn, coalesce(m.tier, 9) * 100000 - coalesce(s.version, 0)) as model_version_arn
from endpoint_now as e
left join endpoint as s on s.endpoint_arn = e.asset
left join materiality as m on m.model_version_arn = s.model_version_arn
group by e.asset

-- Everything that is said of one version, best first. Takes its ARN.
select
    fact,
    value,
    origin,
    spelt
from version_fact
where asset = ?
order by fact, precedence, spelt, value

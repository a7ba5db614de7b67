-- Inputs of one state of a training job, what lineage calls their data, and how many other jobs took the same.
-- Takes its ARN and position.
with mine as (
    select
        channel,
        uri,
        content_type,
        case when uri like 's3://%/' then substr(uri, 1, length(uri) - 1) else uri end as spelt
    from training_input_observation
    where asset = ? and position = ?
),

named as (
    select
        case when source_uri like 's3://%/' then substr(source_uri, 1, length(source_uri) - 1) else source_uri
        end as spelt,
        artifact_name
    from lineage_artifact_now
    where artifact_type = 'DataSet'
),

known as (
    select
        spelt,
        min(artifact_name) as artifact_name
    from named
    group by spelt
),

used as (
    select
        t.uri,
        count(distinct t.asset) as jobs
    from training_input_observation as t
    inner join mine as m on m.uri = t.uri
    group by t.uri
)

select
    m.channel,
    m.uri,
    m.content_type,
    k.artifact_name,
    coalesce(u.jobs - 1, 0) as other_jobs
from mine as m
left join known as k on k.spelt = m.spelt
left join used as u on u.uri = m.uri
order by m.channel, m.uri

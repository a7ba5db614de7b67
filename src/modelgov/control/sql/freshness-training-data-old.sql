-- title = "Production models learnt from recent data"
-- group = "freshness"
-- severity = "medium"
-- version = 2
-- asset = "model_version"
-- why = "Training a model again on the same old data does not make it fit the present. Data that is years old may describe customers, prices and laws that no longer exist."
-- remedy = "The team trains the next version on recent data and keeps every snapshot of it at a place of its own in S3, so that its age can be told."
-- settle = "Let modelgov read the training job and its lineage (Search, ListArtifacts), and keep every snapshot of training data at a place of its own in S3."
-- reads = ["Search:ModelPackage", "Search:TrainingJob", "ListArtifacts"]
-- since = { data_since = "Training data known since" }
-- [parameters]
-- days = { default = 1095, tier_1 = 540, tier_2 = 730, meaning = "Days after which data is too old to have been learnt from." }
-- [evidence]
-- inputs = "Places that the training job read its data from."
-- data_since = "The earliest day on which one of these places is known to have held training data, UTC."
-- oldest_input = "The place that has held training data since then."
with used as (
    select
        j.training_job_arn,
        j.created_at,
        i.source_asset as uri
    from training_job as j
    inner join lineage_said as i
        on i.how = 'training_job' and i.source_type = 'DataSet' and i.destination_asset = j.training_job_arn
),

place as (
    select
        p.uri,
        min(p.known_at) as known_at
    from (
        select
            u.uri,
            u.created_at as known_at
        from used as u
        union all
        select
            case
                when a.source_uri like '%/' then substr(a.source_uri, 1, length(a.source_uri) - 1)
                else a.source_uri
            end as uri,
            a.created_at as known_at
        from lineage_artifact_now as a
        where a.artifact_type = 'DataSet' and a.source_uri is not null
    ) as p
    group by p.uri
),

read as (
    select
        u.training_job_arn,
        min(u.created_at) as trained_from,
        count(distinct u.uri) as inputs,
        count(*) filter (where p.known_at is null) as undated,
        min(p.known_at) as data_since,
        min_by(u.uri, p.known_at) as oldest_input
    from used as u
    inner join place as p on p.uri = u.uri
    group by u.training_job_arn
),

aged as (
    select
        v.model_version_arn,
        v.account_id,
        v.region,
        v.model_group,
        v.version,
        v.registered_at,
        t.training_job_arn,
        r.inputs,
        r.data_since,
        r.oldest_input,
        cast(:days as varchar) as days_limit,
        -- No data can be younger than the training that read it.
        coalesce(r.trained_from, v.registered_at) as no_later,
        case
            when
                date_diff('day', cast(coalesce(r.trained_from, v.registered_at) as date), cast(:now as date))
                > :days then 'fail'
            when r.inputs is null or r.undated > 0 or r.data_since is null then 'unknown'
            when date_diff('day', cast(r.data_since as date), cast(:now as date)) > :days then 'unknown'
            else 'pass'
        end as status
    from model_version as v
    left join version_training as t on t.model_version_arn = v.model_version_arn
    left join read as r on r.training_job_arn = t.training_job_arn
    left join governed as g on g.asset = v.model_version_arn
    where v.production
)

select
    d.model_version_arn as asset,
    d.account_id,
    d.region,
    d.status,
    case
        when d.status = 'fail' and d.inputs is not null
            then 'Its training began on ' || cast(cast(d.no_later as date) as varchar)
            || ', so its data is at least as old; ' || d.days_limit || ' days are allowed.'
        when d.status = 'fail'
            then 'It was registered on ' || cast(cast(d.no_later as date) as varchar)
            || ', so its data is at least as old; ' || d.days_limit || ' days are allowed.'
        when d.status = 'pass'
            then 'The places of its data were first used on ' || cast(cast(d.data_since as date) as varchar)
            || ' or later.'
        when d.inputs is null then 'It is not known which data it learnt from.'
        when d.data_since is null then 'Nothing tells how old its data is.'
        else 'A place of its data has been in use since ' || cast(cast(d.data_since as date) as varchar)
            || ', and nothing tells whether the data there was renewed; ' || d.days_limit || ' days are allowed.'
    end as reason,
    d.model_group,
    d.version,
    d.registered_at,
    d.training_job_arn,
    d.inputs,
    d.data_since,
    d.oldest_input
from aged as d

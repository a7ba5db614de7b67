-- title = "Production models are trained anew in time"
-- group = "freshness"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 2
-- asset = "model_version"
-- why = "A model decides by the world that it was trained on, and that world moves on. One that is never trained anew grows wrong without any error, and nobody can say that it still fits its use."
-- remedy = "The team trains the model on recent data, validates and registers a new version and lets it replace this one; or the model's owner writes down why the old one still fits and asks for a waiver."
-- settle = "Register versions from the training job that made them (in a pipeline, or with its model artifact), and let modelgov read the training jobs there (Search)."
-- reads = ["Search:ModelPackage", "Search:TrainingJob"]
-- since = { last_trained_at = "Last trained", registered_at = "Version registered" }
-- [parameters]
-- days = { default = 730, tier_1 = 365, tier_2 = 540, meaning = "Days after which the training of a production model is too long ago." }
-- [evidence]
-- last_trained_at = "When the training job that made it ended, UTC; empty when no completed job is known."
-- training_job_arn = "The training job that made it; empty when none is known."
select
    v.model_version_arn as asset,
    v.account_id,
    v.region,
    case
        when coalesce(t.ended_at, v.registered_at) is null then 'unknown'
        when date_diff('day', cast(coalesce(t.ended_at, v.registered_at) as date), cast(:now as date)) > :days
            then 'fail'
        when t.ended_at is null then 'unknown'
        else 'pass'
    end as status,
    case
        when t.ended_at is null and v.registered_at is null then 'No training job that made it is known.'
        when t.ended_at is not null
            then 'It was trained on ' || cast(cast(t.ended_at as date) as varchar) || '; it must be trained anew after '
            || cast(:days as varchar) || ' days.'
        when date_diff('day', cast(v.registered_at as date), cast(:now as date)) > :days
            then 'It was registered on ' || cast(cast(v.registered_at as date) as varchar)
            || ', so it was trained no later; it must be trained anew after ' || cast(:days as varchar) || ' days.'
        else 'No training job that made it is known, and it was registered on '
            || cast(cast(v.registered_at as date) as varchar) || '.'
    end as reason,
    v.model_group,
    v.version,
    v.registered_at,
    t.ended_at as last_trained_at,
    t.training_job_arn,
    t.trained_by,
    v.endpoints
from model_version as v
left join version_training as t
    on t.model_version_arn = v.model_version_arn and t.job_status = 'Completed'
left join governed as g on g.asset = v.model_version_arn
where v.production

-- title = "Every approved or serving version names the report of its evaluation"
-- group = "documentation"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "model_version"
-- why = "An approval rests on results. Without the report nobody can see on which data the version was tested, compare it with its predecessor, or repeat the test; without a bias report nobody can see whom it treats worse."
-- remedy = "The pipeline registers the version together with the reports of its evaluation and of its bias check. They cannot be added later: register the version again. The control sees that a report is named, not what is in it; a prototype needs none. In AWS: `ModelMetrics.ModelQuality.Statistics` and `ModelMetrics.Bias.Report` of CreateModelPackage (in the SDK, `ModelMetrics(model_statistics=…, bias=…)`)."
-- settle = "Let modelgov read the model packages there in full (Search), and run a full collection."
-- reads = ["Search:ModelPackage"]
-- [parameters]
-- bias = { default = 0, tier_1 = 1, meaning = "1 asks for a bias report too; 0 for the evaluation alone." }
-- [evidence]
-- bias_uri = "Report of its bias."
-- bias_needed = "1 when a bias report is asked for too."
-- card_evaluation = "What its model card says of an evaluation."
with judged as (
    select
        v.model_version_arn,
        v.account_id,
        v.region,
        v.owner,
        v.team,
        v.approval_status,
        v.production
    from model_version as v
    where v.approval_status = 'Approved' or v.production
),

reported as (
    select
        j.model_version_arn,
        j.account_id,
        j.region,
        j.owner,
        j.team,
        j.approval_status,
        j.production,
        n.card_evaluation,
        nullif(trim(json_extract_scalar(n.metrics_json, '$.ModelQuality.Statistics.S3Uri')), '') as evaluation_uri,
        nullif(trim(json_extract_scalar(n.metrics_json, '$.Bias.Report.S3Uri')), '') as bias_uri,
        :bias as bias_needed
    from judged as j
    inner join model_version_now as n on n.asset = j.model_version_arn
    inner join governed as g on g.asset = j.model_version_arn
)

select
    r.model_version_arn as asset,
    r.account_id,
    r.region,
    case
        when r.evaluation_uri is null then 'fail'
        when r.bias_needed = 1 and r.bias_uri is null then 'fail'
        else 'pass'
    end as status,
    case
        when r.evaluation_uri is null and r.card_evaluation is not null
            then 'Only its card speaks of an evaluation; it names no report.'
        when r.evaluation_uri is null then 'It names no report of an evaluation.'
        when r.bias_needed = 1 and r.bias_uri is null then 'It names a report of its evaluation, but none of its bias.'
        else 'It names its reports.'
    end as reason,
    r.evaluation_uri,
    r.bias_uri,
    r.bias_needed,
    r.card_evaluation,
    r.approval_status,
    r.production,
    r.owner,
    r.team
from reported as r

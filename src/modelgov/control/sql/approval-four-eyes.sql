-- title = "Nobody approves a version of their own"
-- group = "approval"
-- severity = "high"
-- severity_tier_1 = "critical"
-- version = 3
-- asset = "model_version"
-- why = "Whoever built a model sees what they meant, not what is wrong with it. Effective challenge needs a second person; where builder and approver are one, there was none."
-- remedy = "Where a program approved it, no person decided at all: a person who may approve models decides now, in their own name. Else a second person looks at the version and approves it again. Take the right to approve from those who build, so that it cannot happen again. In AWS: SageMaker console, Models, Model groups, the version, Update status, or `aws sagemaker update-model-package --model-approval-status`; builders get a role without `sagemaker:UpdateModelPackage`."
-- settle = "Let modelgov read CloudTrail in this account and the executions of pipelines (Search), which name who registered, started and approved; a new approval, made while modelgov watches, settles it too."
-- reads = ["Search:ModelPackage"]
-- since = { approved_at = "Approved" }
-- [evidence]
-- registered_by = "Who registered it, in short."
-- started_by_arn = "Who started the pipeline execution that registered it."
with compared as (
    select
        a.model_version_arn,
        a.account_id,
        a.region,
        a.approval_known_by,
        a.approved_at,
        a.actor,
        a.actor_arn,
        a.actor_source,
        v.created_by_arn,
        v.generated_by,
        v.changed_by,
        v.owner,
        v.team,
        a.approver_kind,
        -- Whether a person stands behind the role is said with it, where its name or the session's tells.
        case
            when a.actor_arn like '%:assumed-role/%' then ', in the role ' || split_part(a.actor_arn, '/', 2)
            else ''
        end || case a.approver_kind
            when 'automation' then ', which only programs use: no person decided.'
            when 'unnamed' then '; whether that is a person or a program cannot be told.'
            when 'person' then ' (a person).'
            else '.'
        end as as_whom,
        e.created_by_arn as started_by_arn,
        coalesce(v.created_by_profile, v.created_by_arn) as registered_by,
        -- The same person may have registered it in one role and approved it in another: sessions are compared.
        lower(a.actor) = lower(coalesce(v.created_by_profile, '')) or a.actor_arn = v.created_by_arn
        or lower(coalesce(v.created_by_arn, '')) like '%/' || lower(a.actor) as registered_it,
        lower(coalesce(e.created_by_arn, '')) like '%/' || lower(a.actor) as started_it,
        coalesce(v.generated_by, '') like '%:pipeline/%/execution/%' and e.created_by_arn is null as start_unseen
    from version_approval as a
    inner join model_version as v on v.model_version_arn = a.model_version_arn
    left join pipeline_execution as e on e.pipeline_execution_arn = v.generated_by
)

select
    c.model_version_arn as asset,
    c.account_id,
    c.region,
    case
        when c.actor is null then 'unknown'
        when c.registered_it or c.started_it then 'fail'
        when c.registered_by is null or c.start_unseen then 'unknown'
        else 'pass'
    end as status,
    case
        when c.actor is null and c.changed_by is not null
            then 'Who approved it was not seen: nobody is named. The last to change it was ' || c.changed_by || '.'
        when c.actor is null then 'Who approved it was not seen: nobody is named.'
        when c.registered_it
            then case when c.approver_kind = 'automation' then 'The program ' else '' end || c.actor || ' registered it and approved it' || c.as_whom
        when c.started_it then c.actor || ' started the pipeline that registered it, and approved it' || c.as_whom
        when c.registered_by is null then c.actor || ' approved it; who registered it was not seen.'
        when c.start_unseen
            then c.actor || ' approved it; who started the pipeline that registered it was not seen.'
        else c.actor || ' approved it, another than its maker.'
    end as reason,
    c.approver_kind,
    c.actor,
    c.actor_arn,
    c.actor_source,
    c.approval_known_by,
    c.approved_at,
    c.registered_by,
    c.started_by_arn,
    c.generated_by,
    c.changed_by,
    c.owner,
    c.team
from compared as c

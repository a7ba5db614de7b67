-- title = "A person approves, not a pipeline"
-- group = "approval"
-- severity = "medium"
-- severity_tier_1 = "high"
-- version = 1
-- asset = "model_version"
-- why = "A pipeline that approves what it registered checks the numbers it was told to check and nothing else. Nobody decided, and nobody can be asked why."
-- remedy = "An approver looks at the version and approves it again in their own name. Take `sagemaker:UpdateModelPackage` from the pipeline's role, or have the pipeline wait for a person: EventBridge on PendingManualApproval, or a manual step in CodePipeline. Where models of low risk may be approved by rule, waive it for them in writing."
-- settle = "Let modelgov read CloudTrail in this account, and let approvers use sessions that carry their own name; a new approval, made while modelgov watches, settles it too."
-- reads = ["Search:ModelPackage"]
-- [evidence]
-- approver_kind = "Who approved: person, automation (a role or session that only programs use), unnamed (the session does not tell), unseen."
with approver as (
    select
        a.model_version_arn,
        a.account_id,
        a.region,
        a.approval_known_by,
        a.approved_at,
        a.approval_description,
        a.actor,
        a.actor_arn,
        a.actor_source,
        lower(split_part(a.actor_arn, '/', 2)) as role_name,
        lower(split_part(a.actor_arn, '/', 3)) as session_name,
        a.actor_arn like '%:assumed-role/%' as in_role
    from version_approval as a
),

sorted as (
    select
        r.model_version_arn,
        r.account_id,
        r.region,
        r.approval_known_by,
        r.approved_at,
        r.approval_description,
        r.actor,
        r.actor_arn,
        r.actor_source,
        case
            when r.actor_arn is null then 'unseen'
            when r.actor_arn like '%:root' then 'unnamed'
            when not r.in_role then 'person'
            when r.role_name like '%pipeline%' or r.role_name like '%automation%' or r.role_name like '%cicd%'
                or r.role_name like '%ci-cd%' or r.role_name like '%codebuild%' or r.role_name like '%lambda%'
                or r.role_name like '%jenkins%' or r.role_name like '%github%' or r.role_name like '%gitlab%'
                or r.role_name like '%terraform%' or r.role_name like '%cloudformation%' or r.role_name like '%stepfunction%'
                or r.role_name like '%deploy%' or r.role_name like '%robot%' or r.role_name like 'awsservicerole%'
                then 'automation'
            when r.session_name in ('githubactions', 'gitlab', 'jenkins', 'terraform', 'airflow', 'automation')
                or r.session_name like 'i-0%' or r.session_name like 'awscodebuild-%' or r.session_name like 'codepipeline%'
                then 'automation'
            when r.session_name in ('', 'sagemaker', 'default', 'session') or r.session_name like 'botocore-session-%'
                or r.session_name like 'aws-go-sdk-%' or r.session_name like 'aws-sdk-%' or r.session_name like 'aws-cli-session-%'
                then 'unnamed'
            else 'person'
        end as approver_kind
    from approver as r
)

select
    s.model_version_arn as asset,
    s.account_id,
    s.region,
    case s.approver_kind when 'person' then 'pass' when 'automation' then 'fail' else 'unknown' end as status,
    case s.approver_kind
        when 'person' then 'A person approved it.'
        when 'automation' then 'Automation approved it: ' || coalesce(s.actor, s.actor_arn) || '.'
        when 'unnamed' then 'It was approved as ' || s.actor_arn || ', which does not tell who it was.'
        else 'Who approved it was not seen.'
    end as reason,
    s.approver_kind,
    s.actor,
    s.actor_arn,
    s.actor_source,
    s.approval_known_by,
    s.approved_at,
    s.approval_description,
    v.changed_by,
    v.owner,
    v.team
from sorted as s
inner join model_version as v on v.model_version_arn = s.model_version_arn

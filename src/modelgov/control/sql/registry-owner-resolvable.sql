-- title = "Every model group has an owner who can be reached"
-- group = "registry"
-- severity = "high"
-- version = 1
-- asset = "model_group"
-- why = "When a model fails or is questioned, somebody must answer for it that day. A team name, a shared word such as admin, or a placeholder reaches nobody."
-- remedy = "The head of the team names one person and tags the group with their address: `aws sagemaker add-tags --resource-arn <group> --tags Key=owner,Value=<address>`, or in the console, Models, Model groups, Tags. modelgov sees the form of an owner, not whether the person is still there."
-- settle = "Write the owner as an address, an ARN or a full name, so that a person can be told from a team, and let modelgov read the model groups there with their tags."
-- reads = ["Search:ModelPackageGroup"]
-- [evidence]
-- owner_form = "What the owner looks like: address, name, identity (an ARN), word (one word alone), general (a word for anybody), none."
with named as (
    select
        m.model_group_arn,
        m.account_id,
        m.region,
        m.owner,
        m.owner_source,
        m.team,
        m.business_unit,
        m.versions,
        m.production,
        lower(trim(m.owner)) as folded,
        -- Of an address what stands before the @; a mailbox for anybody is nobody's.
        replace(replace(replace(split_part(lower(trim(m.owner)), '@', 1), '-', ''), '_', ''), ' ', '') as word
    from model_group as m
),

formed as (
    select
        n.model_group_arn,
        n.account_id,
        n.region,
        n.owner,
        n.owner_source,
        n.team,
        n.business_unit,
        n.versions,
        n.production,
        case
            when n.owner_source is null then 'unread'
            when n.owner_source = 'none' or n.folded = '' then 'none'
            when n.word in (
                'team', 'theteam', 'owner', 'admin', 'admins', 'administrator', 'root', 'user', 'users', 'nobody', 'noone',
                'anyone', 'everyone', 'all', 'none', 'null', 'na', 'n/a', 'n.a.', 'n.a', 'unknown', 'unassigned', 'tbd',
                'tba', 'todo', 'test', 'testing', 'example', 'dummy', 'default', 'temp', 'tmp', 'xxx', 'x', '', '?', '.',
                'noreply', 'donotreply', 'info', 'support', 'helpdesk', 'it', 'ops', 'devops', 'mlops', 'ml', 'ai', 'data',
                'datascience', 'datascienceteam', 'mlteam', 'engineering', 'developers', 'dev', 'service', 'system',
                'sagemaker', 'pipeline', 'automation', 'bot', 'ci', 'cicd', 'jenkins', 'terraform'
            ) then 'general'
            when n.folded like '%_@_%.__%' and n.folded not like '% %' then 'address'
            when n.folded like 'arn:aws%:iam::%' or n.folded like 'arn:aws%:sts::%'
                or n.folded like 'arn:aws%:identitystore:%' then 'identity'
            when n.folded like '%_ _%' or n.folded like '%_._%' or n.folded like '%_,_%' then 'name'
            else 'word'
        end as owner_form
    from named as n
)

select
    f.model_group_arn as asset,
    f.account_id,
    f.region,
    case
        when f.owner_form in ('address', 'identity', 'name') then 'pass'
        when f.owner_form in ('none', 'general') then 'fail'
        else 'unknown'
    end as status,
    case f.owner_form
        when 'none' then 'Nobody is named as its owner.'
        when 'general' then 'Its owner is "' || f.owner || '", which is nobody in particular.'
        when 'word' then 'Its owner is "' || f.owner || '"; whether that is a person or a team cannot be told.'
        when 'unread' then 'Where its owner would be said was not seen.'
        else 'Its owner is ' || f.owner || '.'
    end as reason,
    f.owner,
    f.owner_source,
    f.owner_form,
    f.team,
    f.business_unit,
    f.versions
from formed as f

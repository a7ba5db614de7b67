-- The card that documents every version: its own, else the newest card by itself that names the version, else its
-- group. A version without a card has a row that says so.
with alone as (
    select
        account_id,
        region,
        subject,
        named,
        card_name,
        card_status,
        card_owner,
        card_unit,
        card_use,
        card_purpose,
        card_risk,
        card_training,
        card_evaluation,
        card_ethics,
        card_caveats,
        card_written_at,
        row_number() over (
            partition by account_id, region, subject, named order by card_written_at desc, card_name
        ) as place
    from (
        select
            account_id,
            region,
            'version' as subject,
            model_id as named,
            card_name,
            card_status,
            coalesce(card_owner, card_creator) as card_owner,
            card_unit,
            card_use,
            card_purpose,
            card_risk,
            card_training,
            card_evaluation,
            card_ethics,
            card_caveats,
            card_written_at
        from model_card
        where model_id is not null
        union all
        select
            account_id,
            region,
            'group' as subject,
            model_name as named,
            card_name,
            card_status,
            coalesce(card_owner, card_creator) as card_owner,
            card_unit,
            card_use,
            card_purpose,
            card_risk,
            card_training,
            card_evaluation,
            card_ethics,
            card_caveats,
            card_written_at
        from model_card
        where model_name is not null
    ) as told
),

told_version as (
    select
        v.account_id,
        v.region,
        v.model_group,
        v.version,
        v.asset,
        v.registered_at,
        v.card_json is not null as own,
        v.card_status as own_status,
        coalesce(v.card_owner, v.card_creator) as own_owner,
        v.card_unit as own_unit,
        v.card_use as own_use,
        v.card_purpose as own_purpose,
        v.card_risk as own_risk,
        v.card_training as own_training,
        v.card_evaluation as own_evaluation,
        v.card_ethics as own_ethics,
        v.card_caveats as own_caveats
    from model_version_now as v
    where v.model_group is not null
)

select
    v.account_id,
    v.region,
    v.model_group,
    v.version,
    v.asset as model_version_arn,
    case
        when v.own then 'version'
        when n.named is not null then 'card of the version'
        when g.named is not null then 'card of the group'
        else 'none'
    end as card_source,
    case when not v.own then coalesce(n.card_name, g.card_name) end as card_name,
    case when v.own then v.own_status when n.named is not null then n.card_status else g.card_status end as card_status,
    case when v.own then v.own_owner when n.named is not null then n.card_owner else g.card_owner end as card_owner,
    case when v.own then v.own_unit when n.named is not null then n.card_unit else g.card_unit end as card_unit,
    case when v.own then v.own_use when n.named is not null then n.card_use else g.card_use end as card_use,
    case when v.own then v.own_purpose when n.named is not null then n.card_purpose else g.card_purpose
    end as card_purpose,
    case when v.own then v.own_risk when n.named is not null then n.card_risk else g.card_risk end as card_risk,
    case when v.own then v.own_training when n.named is not null then n.card_training else g.card_training
    end as card_training,
    case when v.own then v.own_evaluation when n.named is not null then n.card_evaluation else g.card_evaluation
    end as card_evaluation,
    case when v.own then v.own_ethics when n.named is not null then n.card_ethics else g.card_ethics
    end as card_ethics,
    case when v.own then v.own_caveats when n.named is not null then n.card_caveats else g.card_caveats
    end as card_caveats,
    case
        when v.own then v.registered_at
        when n.named is not null then n.card_written_at
        else g.card_written_at
    end as card_written_at
from told_version as v
left join alone as n
    on
        n.account_id = v.account_id and n.region = v.region and n.subject = 'version' and n.named = v.asset
        and n.place = 1
left join alone as g
    on
        g.account_id = v.account_id and g.region = v.region and g.subject = 'group' and g.named = v.model_group
        and g.place = 1

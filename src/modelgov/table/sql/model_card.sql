-- Model cards that stand by themselves, each in its newest version, and how much of it is filled.
with latest as (
    select
        account_id,
        region,
        card_name,
        max(card_version) as card_version,
        count(*) as versions,
        min(created_at) as first_created_at
    from model_card_now
    group by account_id, region, card_name
)

select
    c.account_id,
    coalesce(a.account_name, c.account_id) as account_name,
    c.region,
    c.card_name,
    c.asset as model_card_arn,
    c.card_version,
    l.versions,
    c.card_status,
    c.model_id,
    c.model_name,
    c.card_owner,
    c.card_creator,
    c.card_unit,
    c.card_use,
    c.card_purpose,
    c.card_risk,
    c.card_training,
    c.card_evaluation,
    c.card_ethics,
    c.card_caveats,
    cast(
        case when coalesce(c.model_id, c.model_name, '') <> '' then 1 else 0 end
        + case when coalesce(c.card_owner, c.card_creator, '') <> '' then 1 else 0 end
        + case when coalesce(c.card_purpose, '') <> '' then 1 else 0 end
        + case when coalesce(c.card_use, '') <> '' then 1 else 0 end
        + case when coalesce(c.card_risk, '') not in ('', 'Unknown') then 1 else 0 end
        + case when coalesce(c.card_unit, '') <> '' then 1 else 0 end
        + case when coalesce(c.card_training, '') <> '' then 1 else 0 end
        + case when coalesce(c.card_evaluation, '') <> '' then 1 else 0 end
        + case when coalesce(c.card_ethics, '') <> '' then 1 else 0 end
        + case when coalesce(c.card_caveats, '') <> '' then 1 else 0 end
        as double
    ) / nullif(10, 0) as completeness,
    c.actor as changed_by,
    l.first_created_at as created_at,
    c.created_at as card_written_at,
    c.modified_at,
    c.changed_at,
    c.observed_at
from latest as l
inner join model_card_now as c
    on
        c.account_id = l.account_id and c.region = l.region
        and c.card_name = l.card_name and c.card_version = l.card_version
left join account as a on a.account_id = c.account_id

-- The card that documents one version, with its content. Takes the version's ARN.
with standing as (
    select
        account_id,
        region,
        card_name,
        asset,
        card_json,
        row_number() over (partition by account_id, region, card_name order by card_version desc) as place
    from model_card_now
)

select
    d.card_source,
    d.card_name,
    s.asset as card_arn,
    d.card_status,
    d.card_written_at,
    d.card_owner,
    d.card_unit,
    d.card_use,
    d.card_purpose,
    d.card_risk,
    d.card_training,
    d.card_evaluation,
    d.card_ethics,
    d.card_caveats,
    case when d.card_source = 'version' then v.card_json else s.card_json end as card_json
from version_card as d
inner join model_version_now as v on v.asset = d.model_version_arn
left join standing as s
    on s.account_id = d.account_id and s.region = d.region and s.card_name = d.card_name and s.place = 1
where d.model_version_arn = ?

-- The materiality tier of every version, by the first tier rule that it meets, and the reason that the rule gives.
with sort_of_version as (
    select distinct
        production,
        environment,
        business_unit,
        intended_use,
        coalesce(card_risk, '') as card_risk
    from model_version
),

tiered as (
    select
        s.production,
        s.environment,
        s.business_unit,
        s.intended_use,
        s.card_risk,
        min_by(r.tier, r.place) as tier,
        min_by(r.tier_reason, r.place) as tier_reason
    from sort_of_version as s
    inner join tier_rule as r
        on
            (r.production is null or r.production = s.production)
            and (r.environment is null or lower(s.environment) like r.environment)
            and (r.business_unit is null or lower(s.business_unit) like r.business_unit)
            and (r.intended_use is null or lower(s.intended_use) like r.intended_use)
            and (r.card_risk is null or lower(s.card_risk) like r.card_risk)
    group by s.production, s.environment, s.business_unit, s.intended_use, s.card_risk
)

select
    v.account_id,
    v.region,
    v.model_group,
    v.version,
    v.model_version_arn,
    coalesce(t.tier, 4) as tier,
    coalesce(t.tier_reason, 'No tier rule applies') as tier_reason
from model_version as v
left join tiered as t
    on
        t.production = v.production and t.environment = v.environment and t.business_unit = v.business_unit
        and t.intended_use = v.intended_use and t.card_risk = coalesce(v.card_risk, '')

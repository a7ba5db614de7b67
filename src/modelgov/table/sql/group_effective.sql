-- The effective facts of every model group and where each came from: of what is said, the lowest precedence.
select
    account_id,
    region,
    model_group,
    min_by(value, precedence) filter (where fact = 'owner') as owner,
    min_by(origin, precedence) filter (where fact = 'owner') as owner_source,
    min_by(value, precedence) filter (where fact = 'team') as team,
    min_by(origin, precedence) filter (where fact = 'team') as team_source,
    min_by(value, precedence) filter (where fact = 'business_unit') as business_unit,
    min_by(origin, precedence) filter (where fact = 'business_unit') as business_unit_source,
    min_by(value, precedence) filter (where fact = 'environment') as environment,
    min_by(origin, precedence) filter (where fact = 'environment') as environment_source,
    min_by(value, precedence) filter (where fact = 'intended_use') as intended_use,
    min_by(origin, precedence) filter (where fact = 'intended_use') as intended_use_source
from group_fact
group by account_id, region, model_group

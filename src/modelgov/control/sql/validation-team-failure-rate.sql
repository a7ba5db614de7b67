-- title = "No team's validations fail far more often than the others'"
-- group = "validation"
-- severity = "medium"
-- version = 2
-- asset = "team"
-- why = "Validations are there to fail now and then. A team whose validations fail far more often than everybody else's struggles with its data, its thresholds or its deadlines, and pressure to let something through grows with each failure."
-- remedy = "The team's lead and whoever answers for model risk look at the failed steps together: which checks, of which pipelines, since when; and agree on what is mended and by when."
-- settle = "Wait until the team and all others have had enough validations that passed or failed, and let modelgov read the executions of pipelines in every account."
-- reads = ["Search:Pipeline", "Search:PipelineExecution"]
-- [parameters]
-- days = { default = 90, meaning = "Days before now whose validations are counted." }
-- validations = { default = 20, meaning = "Validations with a result that the team, and all others together, must have had." }
-- deviations = { default = 2.33, meaning = "By how many standard errors the team's share must be above the others': 2.33 is exceeded by chance once in a hundred times." }
-- [evidence]
-- failure_percent = "Share of the team's validations that failed, percent."
-- other_validations = "Validations of all other teams that passed or failed."
-- other_failure_percent = "Share of those that failed, percent."
-- standard_errors = "By how many standard errors the team's share is above the others'."
-- [chart]
-- title = "Share of the team's validations that failed, by month"
-- from = "validation_failure_rate"
-- x = "month"
-- y = "failure_rate"
-- match = ["team"]
with counted as (
    select
        v.team,
        count(*) filter (where v.validation_result in ('passed', 'failed')) as validations,
        count(*) filter (where v.validation_result = 'failed') as failures
    from validation as v
    where
        date_diff('day', cast(v.started_at as date), cast(:now as date)) <= :days
        and v.validation_result in ('passed', 'failed', 'error')
    group by v.team
),

whole as (
    select
        sum(c.validations) as validations,
        sum(c.failures) as failures
    from counted as c
),

compared as (
    select
        c.team,
        c.validations,
        c.failures,
        cast(w.validations - c.validations as bigint) as other_validations,
        cast(c.failures as double) / nullif(c.validations, 0) as rate,
        cast(w.failures - c.failures as double) / nullif(w.validations - c.validations, 0) as other_rate,
        cast(w.failures as double) / nullif(w.validations, 0) as pooled_rate
    from counted as c
    cross join whole as w
),

tested as (
    select
        c.team,
        c.validations,
        c.failures,
        c.other_validations,
        c.rate,
        c.other_rate,
        cast(c.rate - c.other_rate as double) / nullif(
            sqrt(
                c.pooled_rate * (1 - c.pooled_rate)
                * (cast(1 as double) / nullif(c.validations, 0) + cast(1 as double) / nullif(c.other_validations, 0))
            ), 0
        ) as standard_errors
    from compared as c
)

select
    'team:' || t.team as asset,
    'all' as account_id,
    'all' as region,
    case
        when t.validations < :validations or t.other_validations < :validations then 'unknown'
        when t.standard_errors > :deviations then 'fail'
        else 'pass'
    end as status,
    case
        when t.validations < :validations
            then 'Of the validations of team ' || t.team || ' ' || cast(t.validations as varchar)
            || ' came to a result in ' || cast(:days as varchar) || ' days; ' || cast(:validations as varchar)
            || ' are needed to judge.'
        when t.other_validations < :validations
            then 'Of the validations of all teams but ' || t.team || ' ' || cast(t.other_validations as varchar)
            || ' came to a result in ' || cast(:days as varchar) || ' days; ' || cast(:validations as varchar)
            || ' are needed to compare with.'
        else 'Of the validations of team ' || t.team || ' '
            || regexp_replace(cast(cast(100 * t.rate as decimal(18, 1)) as varchar), '\.?0+$', '')
            || ' % failed in ' || cast(:days as varchar) || ' days, of those of all other teams '
            || regexp_replace(cast(cast(100 * t.other_rate as decimal(18, 1)) as varchar), '\.?0+$', '')
            || ' %. That is ' || coalesce(regexp_replace(cast(case when cast(t.standard_errors as decimal(18, 2)) = cast(cast(:deviations as double) as decimal(18, 2)) then cast(t.standard_errors as decimal(18, 6)) else cast(t.standard_errors as decimal(18, 2)) end as varchar), '\.?0+$', ''), 'no')
            || ' standard errors more; ' || regexp_replace(cast(cast(cast(:deviations as double) as decimal(18, 2)) as varchar), '\.?0+$', '')
            || ' are allowed.'
    end as reason,
    t.team,
    t.validations,
    t.failures,
    100 * t.rate as failure_percent,
    t.other_validations,
    100 * t.other_rate as other_failure_percent,
    t.standard_errors
from tested as t

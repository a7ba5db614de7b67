-- How the reads ended on which the training of a version relies. Takes its account and region.
select
    operation,
    outcome,
    gap,
    named_asset as asset,
    reason
from coverage
where account_id = ? and region = ? and operation in ('Search:TrainingJob', 'Search:PipelineExecution')
order by operation, named_asset

-- Reads that lineage relies on and that did not come to their end.
select
    account_id,
    region,
    operation,
    outcome,
    reason
from coverage
where
    gap
    and operation in (
        'ListAssociations', 'ListArtifacts', 'ListContexts', 'Search:TrainingJob', 'Search:ModelPackage',
        'Search:Model', 'Search:Endpoint', 'DescribeEndpointConfig'
    )
order by account_id, region, operation, outcome, reason

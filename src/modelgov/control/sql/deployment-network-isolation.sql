-- title = "Models that serve have no way to the network"
-- group = "deployment"
-- severity = "low"
-- severity_tier_1 = "medium"
-- version = 1
-- asset = "endpoint"
-- why = "A container sees every request, often personal data. With a network it can send them anywhere, whether its maker meant it or a library in it was tampered with."
-- remedy = "The owner makes the model again, cut off from the network, and puts it on the endpoint. A model that must call another service cannot be cut off: put it into a private network with narrow routes and ask for a waiver. In AWS: `aws sagemaker create-model --enable-network-isolation`, then update the endpoint; where it hosts inference components, the endpoint config says it; the private network is a VPC."
-- settle = "Let modelgov read the endpoint's config, its models and its inference components, and run a full collection."
-- reads = ["Search:Endpoint", "DescribeEndpointConfig", "Search:Model", "ListInferenceComponents"]
-- [evidence]
-- variants = "Variants and components that the endpoint runs."
-- open_variants = "Variants and components that have a network."
-- unseen_variants = "Variants and components of which it was not seen."
-- open_model = "A model that can reach the network."
with variant as (
    select
        e.endpoint_arn,
        e.account_id,
        e.region,
        e.endpoint_name,
        e.endpoint_status,
        e.model_name,
        case
            when coalesce(c.network_isolation, false) then true
            else m.network_isolation
        end as isolated
    from endpoint as e
    left join endpoint_config_now as c
        on c.account_id = e.account_id and c.region = e.region and c.config_name = e.config_name
    left join model_now as m
        on m.account_id = e.account_id and m.region = e.region and m.model_name = e.model_name
    where e.endpoint_status not in ('Failed', 'Deleting')
),

counted as (
    select
        v.endpoint_arn,
        v.account_id,
        v.region,
        v.endpoint_name,
        v.endpoint_status,
        count(*) as variants,
        count(*) filter (where not v.isolated) as open_variants,
        count(*) filter (where v.isolated is null) as unseen_variants,
        max(case when not v.isolated then v.model_name end) as open_model
    from variant as v
    group by v.endpoint_arn, v.account_id, v.region, v.endpoint_name, v.endpoint_status
)

select
    c.endpoint_arn as asset,
    c.account_id,
    c.region,
    case when c.open_variants > 0 then 'fail' when c.unseen_variants > 0 then 'unknown' else 'pass' end as status,
    case
        when c.open_variants > 0 then 'The model ' || coalesce(c.open_model, 'that it runs') || ' can reach the network: it is not cut off from it.'
        when c.unseen_variants > 0 then 'Whether the model that it runs can reach the network was not seen.'
        else 'Every model that it runs is cut off from the network.'
    end as reason,
    c.endpoint_name,
    c.endpoint_status,
    c.variants,
    c.open_variants,
    c.unseen_variants,
    c.open_model
from counted as c

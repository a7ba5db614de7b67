-- A registry of many versions, straight into the tables that the views build on: groups of 20 versions, the
-- newest approved of every 50th group serving. One in a hundred of anything is not as it should be.
insert into account_observation by name
select
    position, account_id, 'global' as region, 'arn:aws:organizations::account/' || account_id as asset, told_at as changed_at,
    told_at as observed_at, 'api' as source, false as deleted, 'd' as digest, 'account ' || account_id as account_name,
    'ACTIVE' as account_status, 'Root/Production' as unit_path
from (
    select range as position, cast(210000000000 + range as varchar) as account_id, timestamptz '2026-11-01 00:00:00+00' as told_at
    from range(1, 13)
);

create temp table grouped as
select
    range as number,
    'group-' || range as model_group,
    cast(210000000001 + range % 12 as varchar) as account_id,
    (['us-east-1', 'eu-west-1', 'ap-southeast-1'])[1 + range % 3] as region,
    timestamptz '2026-01-01 00:00:00+00' as told_at
from range({groups});

insert into model_group_observation by name
select
    number + 100 as position, account_id, region,
    'arn:aws:sagemaker:' || region || ':' || account_id || ':model-package-group/' || model_group as asset,
    told_at as changed_at, told_at as observed_at, 'api' as source, false as deleted, 'd' as digest, model_group,
    case when number % 100 = 0 then '' else 'Scores what group ' || number || ' is asked about, daily.' end as description,
    'Completed' as group_status, told_at as created_at
from grouped;

insert into model_group_tag_observation by name
select
    g.number + 100 as position, g.account_id, g.region,
    'arn:aws:sagemaker:' || g.region || ':' || g.account_id || ':model-package-group/' || g.model_group as asset,
    g.told_at as changed_at, g.told_at as observed_at, 'api' as source, false as deleted, 'd' as digest, t.tag_key,
    case t.tag_key
        when 'owner' then 'person' || g.number % 500 || '@example.com'
        when 'team' then 'team-' || g.number % 40
        when 'business-unit' then 'Unit ' || g.number % 8
        when 'environment' then 'production'
        else 'Decides what group ' || g.number || ' is asked'
    end as tag_value
from grouped as g
cross join (values ('owner'), ('team'), ('business-unit'), ('environment'), ('intended-use')) as t (tag_key)
where not (t.tag_key = 'owner' and g.number % 100 = 1);

create temp table versioned as
select
    g.*,
    n.range + 1 as version,
    'arn:aws:sagemaker:' || g.region || ':' || g.account_id || ':model-package/' || g.model_group || '/' || (n.range + 1) as arn,
    case when n.range % 5 = 4 then 'Approved' when n.range % 5 = 3 then 'Rejected' else 'PendingManualApproval' end as status,
    timestamptz '2026-10-01 00:00:00+00' + interval 1 hour * (n.range % 600) as registered_at
from grouped as g
cross join range(20) as n;

-- What one in a hundred groups left out of its cards: all of it, the rating of the risk, the reports, or the right owner.
create temp table documented as
select
    *,
    case when number % 100 <> 2 then '{{"model_overview": {{}}}}' end as card_json,
    case when number % 100 <> 2 then 'Approved' end as card_status,
    case when number % 100 not in (2, 3) then 'Medium' end as card_risk,
    case when number % 100 = 5 then 'lea' when number % 100 not in (1, 2) then 'person' || number % 500 || '@example.com'
    end as card_owner,
    case when number % 100 <> 2 then 'Unit ' || number % 8 end as card_unit,
    case when number % 100 <> 2 then 'Decides what group ' || number || ' is asked' end as card_use,
    case when number % 100 <> 2 then 'Scores applications' end as card_purpose,
    case when number % 100 <> 2 then 'Applications of two years' end as card_training,
    case when number % 100 <> 2 then 'AUC 0.87 on 20,000 applications' end as card_evaluation,
    case when number % 100 <> 2 then 'No protected feature is used' end as card_ethics,
    case when number % 100 <> 2 then 'Not for firms' end as card_caveats,
    case when number % 100 <> 4
        then '{{"ModelQuality": {{"Statistics": {{"S3Uri": "s3://reports/' || model_group || '/' || version
            || '/quality.json"}}}}, "Bias": {{"Report": {{"S3Uri": "s3://reports/' || model_group || '/bias.json"}}}}}}'
    end as metrics_json
from versioned;

insert into model_version_observation by name
select
    1000000 + number * 40 + version * 2 as position, account_id, region, arn as asset, registered_at as changed_at,
    registered_at as observed_at, 'api' as source, 'pipeline' as actor,
    'arn:aws:sts::' || account_id || ':assumed-role/ModelBuilder/pipeline' as actor_arn, false as deleted, 'd' as digest,
    model_group, version, 'Version of the month' as description, 'Completed' as package_status,
    'PendingManualApproval' as approval_status, registered_at, registered_at as modified_at,
    'arn:aws:sts::' || account_id || ':assumed-role/ModelBuilder/pipeline' as created_by_arn,
    account_id || '.dkr.ecr.' || region || '.amazonaws.com/m@sha256:' || md5(arn) || md5(model_group) as image,
    's3://models/' || model_group || '/' || version || '.tar.gz' as model_data_url, metrics_json, card_json, card_status,
    card_risk, card_owner, card_unit, card_use, card_purpose, card_training, card_evaluation, card_ethics, card_caveats
from documented;

insert into model_version_observation by name
select
    1000001 + number * 40 + version * 2 as position, account_id, region, arn as asset,
    registered_at + interval 2 day as changed_at, registered_at + interval 2 day as observed_at, 'api' as source,
    'lea' as actor, 'arn:aws:sts::' || account_id || ':assumed-role/ModelApprover/lea' as actor_arn, false as deleted,
    'e' as digest, model_group, version, 'Version of the month' as description, 'Completed' as package_status,
    status as approval_status, 'Looked at the evaluation report and the bias report' as approval_description, registered_at,
    registered_at + interval 2 day as modified_at,
    'arn:aws:sts::' || account_id || ':assumed-role/ModelBuilder/pipeline' as created_by_arn,
    account_id || '.dkr.ecr.' || region || '.amazonaws.com/m@sha256:' || md5(arn) || md5(model_group) as image,
    's3://models/' || model_group || '/' || version || '.tar.gz' as model_data_url, metrics_json, card_json, card_status,
    card_risk, card_owner, card_unit, card_use, card_purpose, card_training, card_evaluation, card_ethics, card_caveats
from documented
where status <> 'PendingManualApproval';

create temp table served as
select *, 'endpoint-' || number as endpoint_name, 'arn:aws:sagemaker:' || region || ':' || account_id as stem
from versioned
where number % 50 = 0 and version = case when number % 5000 = 0 then 19 else 20 end;

insert into model_observation by name
select
    number + 50000000 as position, account_id, region, stem || ':model/model-' || number as asset,
    registered_at as changed_at, registered_at as observed_at, 'api' as source, false as deleted, 'd' as digest,
    'model-' || number as model_name, registered_at as created_at, number % 100 <> 0 as network_isolation
from served;

insert into model_container_observation by name
select
    number + 50000000 as position, account_id, region, stem || ':model/model-' || number as asset,
    registered_at as changed_at, registered_at as observed_at, 'api' as source, false as deleted, 'd' as digest,
    arn as model_package_arn
from served;

insert into endpoint_config_observation by name
select
    number + 60000000 as position, account_id, region, stem || ':endpoint-config/config-' || number as asset,
    registered_at as changed_at, registered_at as observed_at, 'api' as source, false as deleted, 'd' as digest,
    'config-' || number as config_name, registered_at as created_at, number % 100 <> 0 as data_capture,
    100 as capture_percent
from served;

insert into endpoint_config_variant_observation by name
select
    number + 60000000 as position, account_id, region, stem || ':endpoint-config/config-' || number as asset,
    registered_at as changed_at, registered_at as observed_at, 'api' as source, false as deleted, 'd' as digest,
    'all' as variant_name, 'model-' || number as model_name, 'ml.m5.large' as instance_type,
    case when number % 100 = 0 then 1 else 2 end as initial_instance_count
from served;

insert into endpoint_observation by name
select
    number + 70000000 as position, account_id, region, stem || ':endpoint/' || endpoint_name as asset,
    registered_at + interval 3 day as changed_at, registered_at + interval 3 day as observed_at, 'api' as source,
    false as deleted, 'd' as digest, endpoint_name, 'config-' || number as config_name, 'InService' as endpoint_status,
    registered_at + interval 3 day as created_at, registered_at + interval 3 day as modified_at
from served;

insert into coverage_observation by name
select
    80000000 + row_number() over () as position, p.account_id, p.region, p.account_id || '/' || p.region || '/' || o.operation as asset,
    timestamptz '2026-11-26 23:00:00+00' as changed_at, timestamptz '2026-11-26 23:00:00+00' as observed_at, 'api' as source,
    false as deleted, 'd' as digest, 'run-1' as run, o.operation, 'read' as outcome, true as full_read, '' as named_asset,
    '' as reason
from (select distinct account_id, region from grouped) as p
cross join operation as o

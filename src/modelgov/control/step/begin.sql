-- Where was anything read, what of it was complete, and what cannot be read of single assets.
create or replace temp table place as
select account_id, region
from coverage
where operation <> 'watch' and region <> 'global'
group by account_id, region;

create or replace temp table sighted as
select account_id, region, operation
from coverage
where named_asset = ''
group by account_id, region, operation
having not bool_or(gap);

create or replace temp table left_out as
select distinct named_asset as asset from coverage where named_asset <> '' and gap;

create or replace temp table control (
    control_id varchar, severity varchar, severity_tier_1 varchar, tiers bigint[]
);

create or replace temp table said (
    control_id varchar, asset varchar, account_id varchar, region varchar, status varchar, reason varchar,
    evidence varchar
);

create or replace temp table needed (control_id varchar, operation varchar, absence boolean);

create or replace temp table waived (control_id varchar, asset varchar, why varchar);

create or replace temp table judged (
    control_id varchar, asset varchar, account_id varchar, region varchar, severity varchar, status varchar,
    reason varchar, evidence varchar, blind boolean, business_unit varchar, team varchar
);

create or replace temp table passed (
    control_id varchar, asset varchar, account_id varchar, region varchar, severity varchar, status varchar,
    reason varchar
);

create or replace temp table mended (control_id varchar, asset varchar, reason varchar);

create or replace temp table scored (
    control_id varchar, business_unit varchar, team varchar, passed bigint, failed bigint, unknown bigint
)

-- What every model was made from, and the version that explains it: by package, else by the same artifact.
with artifact as (
    select
        account_id,
        model_data_url,
        asset as model_version_arn
    from (
        select
            account_id,
            model_data_url,
            asset,
            row_number() over (
                partition by account_id, model_data_url order by registered_at desc, version desc, asset desc
            ) as place
        from model_version_now
        where model_data_url is not null
    ) as ranked
    where place = 1
),

container as (
    select
        m.account_id,
        m.region,
        m.model_name,
        max(c.model_package_arn) as model_package_arn,
        max(c.model_data_url) as model_data_url,
        max(c.image) as image,
        max(case when c.container_mode = 'MultiModel' then 1 else 0 end) = 1 as multi_model
    from model_now as m
    inner join model_container_observation as c on c.asset = m.asset and c.position = m.position
    group by m.account_id, m.region, m.model_name
)

select
    k.account_id,
    k.region,
    k.model_name,
    k.image,
    k.model_data_url,
    k.multi_model,
    case
        when k.model_package_arn is not null then 'package'
        when f.model_version_arn is not null then 'artifact'
        else 'none'
    end as matched_by,
    coalesce(k.model_package_arn, f.model_version_arn) as model_version_arn
from container as k
left join artifact as f on f.account_id = k.account_id and f.model_data_url = k.model_data_url
